import { isEqualJson } from '#shared/kernel/json.ts';
import type { NameOptions } from '../expressions/functions.ts';
import { languageOptionsOf } from '../expressions/language-options.ts';
import type { AttributeMapping, FlowType, JobConfiguration, MappingSource, ObjectMapping } from '../job-configuration.ts';
import type { ScopingFilter, ScopingGroup } from '../scoping-filter.ts';
import { clauseSentence } from '../scoping-filter-text.ts';
import type { TargetDefinition } from '../target-definition.ts';
import { documentDifferences } from './document-differences.ts';
import { readSchema } from './read-schema.ts';
import { FILTER_SETS } from './read-scoping-filter.ts';

/** One thing that is otherwise, in the portal's words; null: it is not there. */
export interface SchemaDifference {
  readonly place: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What an administrator would find otherwise in `after`: by object mapping, then by target attribute, whatever the order of rows.
 * Where both were imported, what stands in their documents alone comes last, by names as well.
 */
export function schemaDifferences(before: JobConfiguration, after: JobConfiguration): readonly SchemaDifference[] {
  const modelled = (['user', 'group'] as const).flatMap((key) =>
    mappingDifferences(key === 'user' ? 'Users' : 'Groups', before[key], after[key]),
  );
  const [old, now] = [before.schemaDocument, after.schemaDocument];
  if (old === null || now === null) return modelled;
  const options: NameOptions = languageOptionsOf(after);
  return [...modelled, ...documentDifferences(readSchema(old, options), readSchema(now, options))];
}

function mappingDifferences(subject: string, before: ObjectMapping, after: ObjectMapping): readonly SchemaDifference[] {
  return [
    ...changed(`${subject}, Name`, before.name, after.name),
    ...changed(`${subject}, Enabled`, yesOrNo(before.enabled), yesOrNo(after.enabled)),
    ...changed(`${subject}, Target Object`, before.targetObjectName, after.targetObjectName),
    ...changed(`${subject}, Target Object Actions`, actions(before), actions(after)),
    ...FILTER_SETS.flatMap((set) => filterDifferences(`${subject}, ${SET_NAMES[set]}`, set, before.scope, after.scope)),
    ...listDifferences(`${subject}, `, rowsOf(before), rowsOf(after)),
    ...listDifferences(`${subject}, attribute list, `, definitionsOf(before), definitionsOf(after)),
  ];
}

const SET_NAMES = {
  groups: 'Source Object Scope',
  inputFilterGroups: 'input filter (JSON only)',
  categoryFilterGroups: 'category filter (JSON only)',
} as const;

function changed(place: string, before: string | null, after: string | null): readonly SchemaDifference[] {
  return before === after ? [] : [{ place, before, after }];
}

/** Texts by name: those of `before` in its order, then what is new. */
function listDifferences(
  prefix: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly SchemaDifference[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => changed(`${prefix}${name}`, before.get(name) ?? null, after.get(name) ?? null));
}

function filterDifferences(
  prefix: string,
  set: (typeof FILTER_SETS)[number],
  before: ScopingFilter | null,
  after: ScopingFilter | null,
): readonly SchemaDifference[] {
  if (isEqualJson(before?.[set] ?? [], after?.[set] ?? [])) return [];
  return listDifferences(`${prefix}, `, groupsOf(before?.[set] ?? []), groupsOf(after?.[set] ?? []));
}

/** Filters by title; one that has none, or the title of another, by its number. */
function groupsOf(groups: readonly ScopingGroup[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [index, { name, clauses }] of groups.entries()) {
    const title = name === '' || texts.has(name) ? `filter ${index + 1}` : name;
    texts.set(title, clauses.map((clause) => clauseSentence(clause, '')).join(' AND '));
  }
  return texts;
}

function rowsOf({ attributeMappings }: ObjectMapping): ReadonlyMap<string, string> {
  return new Map(attributeMappings.map((row) => [row.targetAttributeName, rowText(row)]));
}

/** A row as *Edit Attribute* shows it: `Direct: jobTitle; matching precedence 1`. */
function rowText({ source, defaultValue, matchingPriority, flowType }: AttributeMapping): string {
  return [
    sourceText(source),
    ...(defaultValue === null ? [] : [`default value if null "${defaultValue}"`]),
    ...(matchingPriority === 0 ? [] : [`matching precedence ${matchingPriority}`]),
    ...(flowType === 'Always' ? [] : [FLOW_TYPE_NAMES[flowType]]),
  ].join('; ');
}

function sourceText(source: MappingSource): string {
  switch (source.type) {
    case 'Attribute':
      return `Direct: ${source.name}`;
    case 'Constant':
      return `Constant: "${source.value}"`;
    case 'Function':
      return `Expression: ${source.expression}`;
    case 'None':
      return 'None';
  }
}

const FLOW_TYPE_NAMES: Readonly<Record<Exclude<FlowType, 'Always'>, string>> = {
  ObjectAddOnly: 'only during object creation',
  MultiValueAddOnly: 'MultiValueAddOnly (JSON only)',
  ValueAddOnly: 'ValueAddOnly (JSON only)',
  AttributeAddOnly: 'AttributeAddOnly (JSON only)',
};

function definitionsOf({ targetAttributes }: ObjectMapping): ReadonlyMap<string, string> {
  return new Map(targetAttributes.map((definition) => [definition.name, definitionText(definition)]));
}

function definitionText(definition: TargetDefinition): string {
  const { type, isAnchor, isRequired, isMultivalued, isCaseExact, referencedObjects } = definition;
  return [
    type,
    ...(isAnchor ? ['primary key'] : []),
    ...(isRequired ? ['required'] : []),
    ...(isMultivalued ? ['multi-value'] : []),
    ...(isCaseExact ? ['exact case'] : []),
    ...(referencedObjects.length === 0 ? [] : [`refers to ${referencedObjects.join(' and ')}`]),
  ].join(', ');
}

function actions({ flowTypes }: ObjectMapping): string {
  const named = [
    ...(flowTypes.add ? ['Create'] : []),
    ...(flowTypes.update ? ['Update'] : []),
    ...(flowTypes.delete ? ['Delete'] : []),
  ];
  return named.length === 0 ? 'none' : named.join(', ');
}

function yesOrNo(is: boolean): string {
  return is ? 'Yes' : 'No';
}
