import { parseExpression } from '#shared/entra/expression.ts';
import type { AttributeMapping, MappingSource, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { parseTargetAttribute } from '#shared/entra/target-attribute.ts';

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

/** The mapping as the api takes it. */
export function toInput(
  mapping: ObjectMapping,
): Omit<ObjectMapping, 'attributeMappings'> & { attributeMappings: AttributeMapping[] } {
  return { ...mapping, attributeMappings: [...mapping.attributeMappings] };
}

/** What keeps the drawer's Ok disabled. `index` is the row being edited, null for a new one. */
export function problemsOfRow(row: AttributeMapping, mapping: ObjectMapping, index: number | null): readonly RowProblem[] {
  const others = mapping.attributeMappings.filter((_row, position) => position !== index);
  return [problemOfTarget(row, others), problemOfSource(row.source), problemOfPrecedence(row, others)].filter(
    (problem) => problem !== null,
  );
}

/** What keeps Save disabled, as a sentence; null where the mapping can be saved. */
export function problemOfMapping(mapping: ObjectMapping): string | null {
  if (mapping.attributeMappings.some((row) => row.matchingPriority > 0)) return null;
  return 'No attribute is used to match objects. Entra needs one to find an account at the target: edit a row and set “Match objects using this attribute” to Yes.';
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
    (['add', 'update', 'delete'] as const).filter((action) => saved.flowTypes[action] !== draft.flowTypes[action]).length;
  return { editedTargets, removedCount, count: editedTargets.size + removedCount + headCount };
}

function problemOfTarget(row: AttributeMapping, others: readonly AttributeMapping[]): RowProblem | null {
  const name = row.targetAttributeName.trim();
  if (name === '') return { field: 'target', message: 'Choose the target attribute this value goes to.' };
  if (name.toLowerCase() === 'id') return { field: 'target', message: 'The target sets id itself; it cannot be mapped.' };
  if (parseTargetAttribute(name) === null) {
    return {
      field: 'target',
      message: `“${name}” is no path Entra takes. Write userName, name.givenName, emails[type eq "work"].value or urn:…:User:department.`,
    };
  }
  return others.some((other) => other.targetAttributeName.toLowerCase() === name.toLowerCase())
    ? { field: 'target', message: `${name} is mapped already. Edit that row: a target attribute has one source.` }
    : null;
}

function problemOfSource(source: MappingSource): RowProblem | null {
  if (source.type === 'Attribute' && source.name.trim() === '') return { field: 'source', message: 'Choose a source attribute.' };
  if (source.type === 'Constant' && source.value === '') return { field: 'source', message: 'Enter the constant value.' };
  if (source.type !== 'Function') return null;
  if (source.expression.trim() === '') return { field: 'source', message: 'Enter an expression, for example ToLower([mail]).' };
  const parsed = parseExpression(source.expression);
  const problem = parsed.ok ? undefined : parsed.problems[0];
  return problem === undefined ? null : { field: 'source', message: `${problem.message} ${problem.remedy}` };
}

function problemOfPrecedence(row: AttributeMapping, others: readonly AttributeMapping[]): RowProblem | null {
  if (row.matchingPriority === 0) return null;
  const twin = others.find((other) => other.matchingPriority === row.matchingPriority);
  return twin === undefined
    ? null
    : {
        field: 'precedence',
        message: `${twin.targetAttributeName} has precedence ${row.matchingPriority} already. Choose another.`,
      };
}
