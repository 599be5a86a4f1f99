import type { Problem } from '#shared/kernel/parsed.ts';
import type { AttributeMapping, ObjectMapping } from './job-configuration.ts';
import { matchingRowsOf } from './mapping.ts';
import { definitionIn } from './target-catalogue.ts';

/** What is wrong with the rows by which objects find their targets. Source: Microsoft, customize-application-attributes. */
export function matchingProblems(mapping: ObjectMapping): readonly Problem[] {
  const rows = matchingRowsOf(mapping);
  if (rows.length === 0) {
    return [
      {
        place: 'Match objects using this attribute',
        message: 'No row is used for matching.',
        remedy: 'Set Match objects using this attribute to Yes on one row, e.g. userName.',
      },
    ];
  }
  return rows.flatMap((row, index) => {
    const problem = rowProblem(row, mapping) ?? precedenceProblem(row, rows[index - 1]);
    return problem === null ? [] : [{ place: row.targetAttributeName, ...problem }];
  });
}

type Found = Omit<Problem, 'place'> | null;

function rowProblem({ targetAttributeName: name, source }: AttributeMapping, { targetAttributes }: ObjectMapping): Found {
  if (source.type === 'Constant' || source.type === 'None') {
    const what = source.type === 'Constant' ? 'the same value for everybody' : 'no value';
    return {
      message: `${name} is used for matching, but its row gives ${what}, so that it finds nobody.`,
      remedy: 'Use a row whose value is unique, such as userPrincipalName or objectId.',
    };
  }
  if (definitionIn(targetAttributes, name).type === 'Reference') {
    return {
      message: `${name} refers to other objects and cannot be used for matching.`,
      remedy: 'Match by an attribute that the target can filter by, such as userName.',
    };
  }
  return null;
}

function precedenceProblem(row: AttributeMapping, before: AttributeMapping | undefined): Found {
  if (before === undefined || before.matchingPriority !== row.matchingPriority) return null;
  return {
    message: `${row.targetAttributeName} has the matching precedence ${row.matchingPriority}, and so has ${before.targetAttributeName}.`,
    remedy: 'Give each matching row a number of its own: the lowest is asked for first.',
  };
}
