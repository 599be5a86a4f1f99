import { parseTargetAttribute } from '../target-attribute.ts';
import type { TableLine } from './table-cells.ts';

/** Which column holds what; null: no column does. */
export interface TableColumns {
  readonly target: number;
  readonly source: number;
  readonly matching: number | null;
  readonly defaultValue: number | null;
  readonly apply: number | null;
  /** *Mapping type*: Direct, Constant, Expression. */
  readonly kind: number | null;
}

// In the portal: `customappsso Attribute`, `Microsoft Entra ID Attribute` (before: `Azure Active Directory Attribute`), `Matching
// precedence`. Guides of vendors have the two in either order, and the target under their own name.
const HEADERS = {
  matching: /\b(?:match\w*|precedence|priority)\b/i,
  defaultValue: /\bdefault\b/i,
  apply: /\bapply\b/i,
  kind: /^(?:mapping\s+)?type$/i,
  other: /\b(?:type|remarks?|notes?|comments?|description|required|supported|edit|delete|remove)\b/i,
  source: /\b(?:microsoft|azure|entra|aad|source|active directory|ad)\b/i,
  target: /\b(?:customappsso|target|scim|application|app)\b|\battribute/i,
} as const;

/** Reads a header; null where the line is none. */
export function headerColumns({ cells }: TableLine): TableColumns | null {
  const kinds = cells.map(kindOf);
  const at = (kind: keyof typeof HEADERS): number | null => {
    const index = kinds.indexOf(kind);
    return index === -1 ? null : index;
  };
  const [source, target] = [at('source'), at('target')];
  if (source === null || target === null) return null;
  return { source, target, matching: at('matching'), defaultValue: at('defaultValue'), apply: at('apply'), kind: at('kind') };
}

function kindOf(cell: string): keyof typeof HEADERS | null {
  const kinds = ['matching', 'defaultValue', 'apply', 'kind', 'source', 'other', 'target'] as const;
  return kinds.find((kind) => HEADERS[kind].test(cell)) ?? null;
}

/** Without a header: the first two columns in the order in which they fit better, a column of numbers behind them as precedence. */
export function guessedColumns(rows: readonly TableLine[], sourceNames: ReadonlySet<string>): TableColumns {
  const fitOf = (target: number, source: number): number =>
    rows.reduce(
      (sum, { cells }) => sum + targetFit(cells[target] ?? '', sourceNames) + sourceFit(cells[source] ?? '', sourceNames),
      0,
    );
  const isReversed = fitOf(1, 0) > fitOf(0, 1);
  const third = rows.map(({ cells }) => (cells[2] ?? '').trim());
  const hasNumbers = third.some((cell) => /^\d+$/.test(cell));
  return {
    target: isReversed ? 1 : 0,
    source: isReversed ? 0 : 1,
    matching: hasNumbers ? 2 : null,
    defaultValue: null,
    apply: null,
    kind: null,
  };
}

function sourceFit(cell: string, sourceNames: ReadonlySet<string>): number {
  if (/^\[[^\]]+\]$/.test(cell) || /^[A-Za-z]\w*\s*\(/.test(cell)) return 2;
  return sourceNames.has(cell) ? 1 : 0;
}

/** What only SCIM writes counts most: a filter, a URN, a sub-attribute. */
function targetFit(cell: string, sourceNames: ReadonlySet<string>): number {
  const target = parseTargetAttribute(cell);
  if (target === null) return 0;
  if (target.filter !== null || target.extensionUrn !== null || target.subAttribute !== null) return 2;
  return sourceNames.has(cell) ? 0 : 1;
}
