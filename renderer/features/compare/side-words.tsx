import type { SideVerdict } from '#shared/entra/side-comparison.ts';
import type { Json } from '#shared/kernel/json.ts';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';

const words: Readonly<Record<SideVerdict, { readonly role: OutcomeRole | null; readonly text: string }>> = {
  equal: { role: 'success', text: 'Equal' },
  'equal-other-type': { role: null, text: 'Equal, other type' },
  differs: { role: 'warning', text: 'Differs' },
  missing: { role: 'failed', text: 'Missing' },
  'only-here': { role: null, text: 'Only here' },
  'not-mapped': { role: null, text: 'Not mapped' },
  unknown: { role: null, text: 'Not known' },
};

/** A verdict in words; what matters has an icon and a colour as well. `data-verdict` tints its row. */
export function SideVerdictTag({ verdict }: { readonly verdict: SideVerdict }) {
  const { role, text } = words[verdict];
  return (
    <span data-verdict={verdict}>
      {role === null ? (
        <span className="muted">{text}</span>
      ) : (
        <StatusTag role={role} isPlain>
          {text}
        </StatusTag>
      )}
    </span>
  );
}

/** A value of the tenant as it is, one of the target as JSON; nothing is said, not left empty. */
export function sideText(value: Json, form: 'plain' | 'json' = 'plain') {
  if (value === null || value === '') return <span className="muted">none</span>;
  const text = form === 'plain' && typeof value === 'string' ? value : JSON.stringify(value);
  return <span title={text}>{text}</span>;
}

/** `urn:…:User:department` reads as `…:User:department`. */
export function shortNameOf(name: string): string {
  if (!/^urn:/i.test(name)) return name;
  const parts = name.split(':');
  return `…:${parts.slice(-2).join(':')}`;
}
