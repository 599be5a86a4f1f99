import { isEqualJson, type JsonObject } from '#shared/kernel/json.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import type { NameOptions } from '../expressions/functions.ts';
import type { AttributeMapping, ObjectMapping } from '../job-configuration.ts';
import { sourceAttributesOf } from '../source-catalogue.ts';
import { listedDefinition, unlistedDefinition } from '../target-catalogue.ts';
import type { TargetDefinition } from '../target-definition.ts';
import type { ChosenMapping } from './choose-mappings.ts';
import { Members, type Report } from './members.ts';
import { findAttributeList, type ListPlace, objectAt, readTargetDefinition } from './read-attribute-list.ts';
import { type RowContext, readAttributeMapping } from './read-attribute-mapping.ts';
import { readScopingFilter } from './read-scoping-filter.ts';
import { pointer } from './schema-remark.ts';

/** An object mapping as it is rehearsed, and where its parts stand in the document. */
export interface MappingReading {
  readonly chosen: ChosenMapping;
  /** False: the target is of another kind, and only rows that SCIM knows as well are read. */
  readonly isScim: boolean;
  readonly mapping: ObjectMapping;
  /** Where each row of `mapping` stands among the document's, in the same order. */
  readonly rowIndexes: readonly number[];
  /** Null where the document has no list of the target's attributes, or one of a target that does not speak SCIM. */
  readonly list: ListPlace | null;
}

const FLOW_WORDS = ['Add', 'Update', 'Delete'] as const;
export const ROW_COUNT_MAX = 500;
const ATTRIBUTE_COUNT_MAX = 2000;

/** One object mapping. Microsoft Graph: objectMapping. What cannot be read is reported and left out. */
export function readObjectMapping(
  document: JsonObject,
  chosen: ChosenMapping,
  { options, report }: { readonly options: NameOptions; readonly report: Report },
): MappingReading {
  const members = new Members(chosen.json, chosen.place, report);
  const named = members.text('targetObjectName');
  const isScim = isScimObject(named);
  const fallback = chosen.type === 'User' ? defaultJobConfiguration().user : defaultJobConfiguration().group;
  if (!isScim && named !== '') reportForeign(members.at('targetObjectName'), named, report);
  const list = isScim ? findAttributeList(document, chosen.targetDirectoryName, named) : null;
  const sharedNames = isScim ? null : fallback.targetAttributes.filter(({ isAnchor }) => !isAnchor).map(({ name }) => name);
  const rows = readRows(members, { sharedNames, options, report });
  const declared = new Set(sourceAttributesOf(chosen.type, document).map(({ name }) => name));
  return {
    chosen,
    isScim,
    rowIndexes: rows.map(({ index }) => index),
    list,
    mapping: {
      name: members.optionalText('name') || fallback.name,
      enabled: members.flag('enabled', true),
      sourceObjectName: chosen.type,
      targetObjectName: isScim ? named : fallback.targetObjectName,
      flowTypes: readFlowTypes(members, report),
      attributeMappings: rows.map(({ row }) => row),
      scope: readScopingFilter(members, { type: chosen.type, declared, report }),
      targetAttributes: list === null ? withMapped(fallback.targetAttributes, rows) : readList(document, list, report),
    },
  };
}

function isScimObject(name: string): boolean {
  return /^urn:/i.test(name);
}

function reportForeign(place: string, name: string, report: Report): void {
  report({
    severity: 'note',
    place,
    message: `The target object "${name}" is none of SCIM, whose objects are named by URN: the schema is of another kind of application.`,
    remedy: 'Only rows whose target attribute SCIM knows as well are rehearsed; an export has the whole document again.',
  });
}

/** Without a list of the document's, what is mapped is there as well. */
function withMapped(known: readonly TargetDefinition[], rows: readonly ReadRow[]): readonly TargetDefinition[] {
  const unlisted = rows.map(({ row }) => row.targetAttributeName).filter((name) => listedDefinition(known, name) === undefined);
  return [...known, ...unlisted.map(unlistedDefinition)];
}

interface ReadRow {
  readonly index: number;
  readonly row: AttributeMapping;
}

function readRows(members: Members, context: RowContext): readonly ReadRow[] {
  const rows = members.objects('attributeMappings');
  if (rows.length > ROW_COUNT_MAX) {
    context.report({
      severity: 'refused',
      place: members.at('attributeMappings'),
      message: `The mapping has ${rows.length} rows; at most ${ROW_COUNT_MAX} are rehearsed.`,
      remedy: 'Remove rows that are not needed.',
    });
    return [];
  }
  const seen = new Map<string, string>();
  return rows.flatMap(([json, place]): readonly ReadRow[] => {
    const row = readAttributeMapping(json, place, context);
    if (row === null) return [];
    const key = row.targetAttributeName.toLowerCase();
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, place);
      return [{ index: indexOf(place), row }];
    }
    context.report({
      severity: 'refused',
      place: pointer(place, 'targetAttributeName'),
      message: `"${row.targetAttributeName}" is mapped already, at ${first}; Entra maps a target attribute once.`,
      remedy: 'Remove one of the two rows.',
    });
    return [];
  });
}

function indexOf(place: string): number {
  return Number(place.slice(place.lastIndexOf('/') + 1));
}

function readFlowTypes(members: Members, report: Report): ObjectMapping['flowTypes'] {
  const text = members.optionalText('flowTypes');
  if (text === null) return { add: true, update: true, delete: true };
  const words = flowWords(text);
  const known: readonly string[] = FLOW_WORDS;
  for (const word of words.filter((each) => !known.includes(each) && each !== 'None')) {
    report({
      severity: 'note',
      place: members.at('flowTypes'),
      message: `The target object action "${word}" is not known here.`,
      remedy: `It is kept for export. Known: ${FLOW_WORDS.join(', ')}.`,
    });
  }
  return { add: words.includes('Add'), update: words.includes('Update'), delete: words.includes('Delete') };
}

/** The words of Graph's `Add, Update, Delete`, with or without blanks. */
export function flowWords(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function readList(document: JsonObject, list: ListPlace, report: Report): readonly TargetDefinition[] {
  const object = new Members(objectAt(document, list), listPointer(list), report);
  const attributes = object.optionalObjects('attributes');
  if (attributes.length > ATTRIBUTE_COUNT_MAX) {
    report({
      severity: 'refused',
      place: object.at('attributes'),
      message: `The list has ${attributes.length} attributes; at most ${ATTRIBUTE_COUNT_MAX} are read.`,
      remedy: 'Remove attributes that are not mapped.',
    });
    return [];
  }
  const read = new Map<string, TargetDefinition>();
  for (const [attribute, place] of attributes) {
    const definition = readTargetDefinition(attribute, place, report);
    if (definition === null) continue;
    const first = read.get(definition.name);
    if (first === undefined) read.set(definition.name, definition);
    else if (!isEqualJson(first, definition)) reportTwice(definition.name, place, report);
  }
  return [...read.values()];
}

/** The object of a directory whose attributes a list is. */
export function listPointer({ directory, object }: ListPlace): string {
  return pointer('/directories', directory, 'objects', object);
}

function reportTwice(name: string, place: string, report: Report): void {
  report({
    severity: 'refused',
    place: pointer(place, 'name'),
    message: `"${name}" stands in the attribute list twice, and not the same.`,
    remedy: 'Remove one of the two.',
  });
}
