import type { StandardNote } from '#shared/trace/exchange-standard.ts';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { StatusTag } from '../../components/outcome.tsx';

const verdicts: Record<StandardNote['verdict'], { readonly word: string; readonly role: 'success' | 'warning' | 'neutral' }> = {
  deviates: { word: 'Deviates', role: 'warning' },
  open: { word: 'Left open', role: 'neutral' },
  conforms: { word: 'Conforms', role: 'success' },
};

/** What RFC 7643 and 7644 and the captures say of this request, and of this answer. */
export function StandardTab({ notes }: { readonly notes: readonly StandardNote[] }) {
  return (
    <>
      <NoteTable title="Of this request" notes={notes.filter(({ side }) => side === 'request')} />
      <NoteTable title="Of this answer" notes={notes.filter(({ side }) => side === 'answer')} />
    </>
  );
}

function NoteTable({ title, notes }: { readonly title: string; readonly notes: readonly StandardNote[] }) {
  return (
    <section aria-label={title}>
      <h2 className="message-head">{title}</h2>
      {notes.length === 0 ? (
        <p className="exchange-text muted">Nothing to remark: none of the rules that are looked at here speaks of it.</p>
      ) : (
        <ul className="standard-notes">
          {notes.map(({ id, verdict, section, sentence, evidence, places }) => (
            <li key={id}>
              <StatusTag role={verdicts[verdict].role} isPlain>
                {verdicts[verdict].word}
              </StatusTag>
              <span>
                {sentence}
                <Places places={places} />
              </span>
              <span className="muted caption standard-section">{section}</span>
              <span>{evidence !== null && <EvidenceTag level={evidence} />}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const placeCountMax = 3;

function Places({ places }: { readonly places: readonly string[] }) {
  const named = places.filter((place) => place !== '');
  if (named.length === 0) return null;
  const rest = named.length - placeCountMax;
  return (
    <span className="mono caption muted standard-places">
      {named.slice(0, placeCountMax).join('  ')}
      {rest > 0 && ` and ${rest} more`}
    </span>
  );
}
