import type { Problem } from '#shared/kernel/parsed.ts';
import type { NameOptions } from './expressions/functions.ts';
import type { ObjectMapping } from './job-configuration.ts';
import { attributeListProblems } from './mapping-problems-list.ts';
import { matchingProblems } from './mapping-problems-matching.ts';
import { sourceProblems } from './mapping-problems-source.ts';
import { targetProblem } from './mapping-problems-target.ts';
import { sourceAttributes as sourceKnowledge } from './schema-document/source-attributes.ts';
import { scopingProblems } from './scoping-filter-problems.ts';
import { type SourceDefinition, sourceAttributesOf } from './source-catalogue.ts';

/** What the rows of a mapping are checked against beside the mapping itself. */
export interface MappingSurroundings {
  /** Source attributes that may be named; default: those of Entra's editor. */
  readonly sourceAttributes?: readonly SourceDefinition[];
  /** How names of functions are read; default: exact, without those of cloud sync. */
  readonly options?: NameOptions;
}

/**
 * Everything Entra does not save in a mapping, each with its reason: rows in their order, then the mapping as a whole, its
 * attribute list and its scoping filters. Places: the target attribute, and the column of an expression. Sources: Microsoft,
 * customize-application-attributes, functions-for-customizing-application-data, known-issues.
 */
export function mappingProblems(mapping: ObjectMapping, surroundings: MappingSurroundings = {}): readonly Problem[] {
  const sourceAttributes = surroundings.sourceAttributes ?? sourceAttributesOf(mapping.sourceObjectName, null);
  const names = sourceAttributes.map(({ name }) => name);
  const ofSources = {
    known: sourceKnowledge(mapping.sourceObjectName, names),
    severalValued: new Set(sourceAttributes.filter(({ isMultivalued }) => isMultivalued).map(({ name }) => name)),
    options: surroundings.options,
  };
  return [
    ...mapping.attributeMappings.flatMap((row): readonly Problem[] => {
      const target = targetProblem(row.targetAttributeName, mapping);
      const ofSource = sourceProblems(row, mapping, ofSources);
      return target === null ? ofSource : [target, ...ofSource];
    }),
    ...doubleProblems(mapping),
    ...matchingProblems(mapping),
    ...requiredProblems(mapping),
    ...enabledProblems(mapping),
    ...attributeListProblems(mapping),
    ...scopingProblems(mapping.scope, mapping.sourceObjectName, new Set(names)),
  ];
}

function doubleProblems({ attributeMappings }: ObjectMapping): readonly Problem[] {
  const seen = new Set<string>();
  return attributeMappings.flatMap(({ targetAttributeName }) => {
    const name = targetAttributeName.toLowerCase();
    const isDouble = seen.has(name);
    seen.add(name);
    if (!isDouble) return [];
    return [
      {
        place: targetAttributeName,
        message: `${targetAttributeName} is mapped twice; Entra maps a target attribute once.`,
        remedy: 'Delete one of the two rows.',
      },
    ];
  });
}

function requiredProblems({ attributeMappings, targetAttributes }: ObjectMapping): readonly Problem[] {
  const mapped = new Set(attributeMappings.map(({ targetAttributeName }) => targetAttributeName.toLowerCase()));
  return targetAttributes
    .filter(({ name, isRequired, isAnchor }) => isRequired && !isAnchor && !mapped.has(name.toLowerCase()))
    .map(({ name }) => ({ place: name, message: `${name} is required and not mapped.`, remedy: `Add a row for ${name}.` }));
}

/** Documented: customize-application-attributes, "Disabling the user mapping isn't supported". */
function enabledProblems({ enabled, sourceObjectName }: ObjectMapping): readonly Problem[] {
  if (enabled || sourceObjectName === 'Group') return [];
  return [
    {
      place: 'Enabled',
      message: 'The mapping of users cannot be disabled; Entra supports that for groups only.',
      remedy: 'Set Enabled to Yes. To send nothing for users, switch off Create, Update and Delete under Target Object Actions.',
    },
  ];
}
