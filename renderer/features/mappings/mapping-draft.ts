import type { AttributeMapping, FlowType, MappingSource, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { mappingProblems } from '#shared/entra/mapping-problems.ts';
import { matchingProblems } from '#shared/entra/mapping-problems-matching.ts';
import { targetProblem } from '#shared/entra/mapping-problems-target.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { listChangeCount } from './attribute-list-draft.ts';
import type { Surroundings } from './use-surroundings.ts';

/** The portal's word for where a value comes from. */
export type MappingTypeWord = 'Direct' | 'Constant' | 'Expression' | 'None';

/** Field of the edit drawer a problem belongs to. */
export interface RowProblem {
  readonly field: 'source' | 'target' | 'precedence';
  readonly message: string;
}

export const emptyRow: AttributeMapping = {
  targetAttributeName: '',
  source: { type: 'Attribute', name: '' },
  matchingPriority: 0,
  flowType: 'Always',
  defaultValue: null,
};

export function typeWordOf(source: MappingSource): MappingTypeWord {
  switch (source.type) {
    case 'Attribute':
      return 'Direct';
    case 'Function':
      return 'Expression';
    case 'Constant':
    case 'None':
      return source.type;
  }
}

/** The source as the table shows it: an attribute's name, a constant in quotes, an expression as written. */
export function sourceTextOf(source: MappingSource): string {
  switch (source.type) {
    case 'Attribute':
      return source.name;
    case 'Constant':
      return JSON.stringify(source.value);
    case 'Function':
      return source.expression;
    case 'None':
      return '';
  }
}

/** Another mapping type for a row. A Direct attribute carries over into an expression; nothing else does. */
export function withTypeWord(source: MappingSource, word: MappingTypeWord): MappingSource {
  if (typeWordOf(source) === word) return source;
  switch (word) {
    case 'Direct':
      return { type: 'Attribute', name: '' };
    case 'Constant':
      return { type: 'Constant', value: '' };
    case 'Expression':
      return { type: 'Function', expression: source.type === 'Attribute' && source.name !== '' ? `[${source.name}]` : '' };
    case 'None':
      return { type: 'None' };
  }
}

/** The mapping with a row put in place of another, or at the end where `index` is null. */
export function withRow(mapping: ObjectMapping, index: number | null, row: AttributeMapping): ObjectMapping {
  const rows = mapping.attributeMappings;
  return { ...mapping, attributeMappings: index === null ? [...rows, row] : rows.with(index, row) };
}

export function withoutRow(mapping: ObjectMapping, index: number): ObjectMapping {
  return { ...mapping, attributeMappings: mapping.attributeMappings.filter((_row, position) => position !== index) };
}

/** What the portal offers at *Apply this mapping*; the other types are set by schema documents only. */
export const portalFlowTypes: readonly FlowType[] = ['Always', 'ObjectAddOnly'];

/** What the table and the drawer say of when a row flows. Types that only a schema document can set are named as it names them. */
export function flowTypeWord(flowType: FlowType): string {
  switch (flowType) {
    case 'Always':
      return 'Always';
    case 'ObjectAddOnly':
      return 'Only during object creation';
    case 'MultiValueAddOnly':
    case 'ValueAddOnly':
    case 'AttributeAddOnly':
      return flowType;
  }
}

interface EditedRow {
  readonly row: AttributeMapping;
  readonly mapping: ObjectMapping;
  /** The row that is edited; null for a new one. */
  readonly index: number | null;
  readonly surroundings: Surroundings;
}

/** What keeps the drawer's Ok disabled: boxes left empty, and what Entra refuses of the row. At most one for each field. */
export function problemsOfRow({ row, mapping, index, surroundings }: EditedRow): readonly RowProblem[] {
  const others = mapping.attributeMappings.filter((_row, position) => position !== index);
  const found = [
    problemOfTarget(row, mapping, others),
    problemOfSource(row, mapping, surroundings),
    problemOfMatching(row, { ...mapping, attributeMappings: others }),
  ];
  return found.filter((problem) => problem !== null);
}

/** Target names of the rows that are new or differ from what is saved, and how many saved rows are gone. */
export function changesBetween(
  saved: ObjectMapping,
  draft: ObjectMapping,
): { readonly editedTargets: ReadonlySet<string>; readonly removedCount: number; readonly count: number } {
  const savedByTarget = new Map(saved.attributeMappings.map((row) => [row.targetAttributeName, JSON.stringify(row)]));
  const draftTargets = new Set(draft.attributeMappings.map((row) => row.targetAttributeName));
  const editedTargets = new Set(
    draft.attributeMappings
      .filter((row) => savedByTarget.get(row.targetAttributeName) !== JSON.stringify(row))
      .map((row) => row.targetAttributeName),
  );
  const removedCount = [...savedByTarget.keys()].filter((name) => !draftTargets.has(name)).length;
  const headCount =
    Number(saved.enabled !== draft.enabled) +
    Number(JSON.stringify(saved.scope) !== JSON.stringify(draft.scope)) +
    listChangeCount(saved.targetAttributes, draft.targetAttributes) +
    (['add', 'update', 'delete'] as const).filter((action) => saved.flowTypes[action] !== draft.flowTypes[action]).length;
  return { editedTargets, removedCount, count: editedTargets.size + removedCount + headCount };
}

function problemOfTarget(row: AttributeMapping, mapping: ObjectMapping, others: readonly AttributeMapping[]): RowProblem | null {
  const name = row.targetAttributeName.trim();
  if (name === '') return { field: 'target', message: 'Choose the target attribute this value goes to.' };
  const refused = targetProblem(name, mapping);
  if (refused !== null) return { field: 'target', message: sentenceOf(refused) };
  return others.some((other) => other.targetAttributeName.toLowerCase() === name.toLowerCase())
    ? { field: 'target', message: `${name} is mapped already. Edit that row: a target attribute has one source.` }
    : null;
}

/** What is refused of the row by itself, but for its target and for matching by it. */
function problemOfSource(row: AttributeMapping, mapping: ObjectMapping, surroundings: Surroundings): RowProblem | null {
  const empty = emptySourceMessage(row.source);
  if (empty !== null) return { field: 'source', message: empty };
  const alone = { ...mapping, attributeMappings: [row] };
  const others = [
    ...mappingProblems({ ...mapping, attributeMappings: [] }, surroundings),
    ...matchingProblems(alone),
    targetProblem(row.targetAttributeName, mapping),
  ];
  const known = new Set(others.map((problem) => problem?.message));
  const refused = mappingProblems(alone, surroundings).find(({ message }) => !known.has(message));
  return refused === undefined ? null : { field: 'source', message: sentenceOf(refused) };
}

function emptySourceMessage(source: MappingSource): string | null {
  if (source.type === 'Attribute' && source.name.trim() === '') return 'Choose a source attribute.';
  if (source.type === 'Constant' && source.value === '') return 'Enter the constant value.';
  if (source.type === 'Function' && source.expression.trim() === '') return 'Enter an expression, for example ToLower([mail]).';
  return null;
}

/** What goes wrong with matching once the row is among the others. */
function problemOfMatching(row: AttributeMapping, others: ObjectMapping): RowProblem | null {
  if (row.matchingPriority === 0) return null;
  const before = new Set(matchingProblems(others).map(({ message }) => message));
  const all = matchingProblems({ ...others, attributeMappings: [...others.attributeMappings, row] });
  const refused = all.find(({ message }) => !before.has(message));
  return refused === undefined ? null : { field: 'precedence', message: sentenceOf(refused) };
}

function sentenceOf({ message, remedy }: Problem): string {
  return `${message} ${remedy}`;
}
