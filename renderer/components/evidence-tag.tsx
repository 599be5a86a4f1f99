interface EvidenceTagProps {
  readonly level: 'documented' | 'captured' | 'inferred';
}

const meanings = {
  documented: 'Microsoft documents this.',
  captured: 'Seen in real traffic; not documented.',
  inferred: 'Our best reading; neither documented nor captured.',
};

/** How we know a habit. Neutral in colour: it is about us, not about the result. */
export function EvidenceTag({ level }: EvidenceTagProps) {
  return (
    <span className="evidence-tag" data-level={level} title={meanings[level]}>
      <i aria-hidden="true" />
      {level}
    </span>
  );
}
