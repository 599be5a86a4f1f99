import type { JsonObject } from '#shared/kernel/json.ts';
import type { ScopingClause, ScopingFilter, ScopingGroup } from '../scoping-filter.ts';
import { scopingOperatorNamed } from '../scoping-filter-operators.ts';
import { clauseProblems } from '../scoping-filter-problems.ts';
import { Members, type Report } from './members.ts';

interface FilterContext {
  readonly type: 'User' | 'Group';
  /** Attributes of the source that the document declares. */
  readonly declared: ReadonlySet<string>;
  readonly report: Report;
}

export const FILTER_SETS = ['groups', 'inputFilterGroups', 'categoryFilterGroups'] as const;

/** Who a mapping is for. Microsoft Graph: filter. Null: no filter, or one without any group. */
export function readScopingFilter(mapping: Members, context: FilterContext): ScopingFilter | null {
  const scope = mapping.optionalObject('scope');
  if (scope === null) return null;
  const members = new Members(scope, mapping.at('scope'), context.report);
  const [groups, inputFilterGroups, categoryFilterGroups] = FILTER_SETS.map((set) =>
    members.optionalObjects(set).map(([group, place]) => readGroup(group, place, context)),
  );
  const filter = {
    groups: groups ?? [],
    inputFilterGroups: inputFilterGroups ?? [],
    categoryFilterGroups: categoryFilterGroups ?? [],
  };
  return FILTER_SETS.some((set) => filter[set].length > 0) ? filter : null;
}

function readGroup(group: JsonObject, place: string, context: FilterContext): ScopingGroup {
  const members = new Members(group, place, context.report);
  const clauses = members.objects('clauses');
  if (members.isSound && clauses.length === 0) {
    context.report({
      severity: 'refused',
      place: members.at('clauses'),
      message: 'The scoping filter has no clause; nobody would know whom it lets pass.',
      remedy: 'Add a clause, or remove the filter.',
    });
  }
  return {
    name: members.optionalText('name') ?? '',
    clauses: clauses.flatMap(([clause, at]) => readClause(clause, at, context) ?? []),
  };
}

/** The operator in the portal's spelling. */
function readClause(clause: JsonObject, place: string, context: FilterContext): ScopingClause | null {
  const { type, declared, report } = context;
  const members = new Members(clause, place, report);
  const [attribute, named] = [members.text('sourceOperandName'), members.text('operatorName')];
  const operand = members.optionalObject('targetOperand');
  const operandMembers = operand === null ? null : new Members(operand, members.at('targetOperand'), report);
  const values = operandMembers?.texts('values') ?? [];
  if (!members.isSound || operandMembers?.isSound === false) return null;
  const operator = scopingOperatorNamed(named);
  const read: ScopingClause = {
    attribute,
    operator: operator?.portalName ?? named,
    values: operator?.arity === 'Unary' ? [] : values,
  };
  const problems = clauseProblems(read, type, place, declared);
  for (const problem of problems) report({ severity: 'refused', ...problem });
  return problems.length === 0 ? read : null;
}
