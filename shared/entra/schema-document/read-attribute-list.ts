import { closest } from '#shared/kernel/closest.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { TargetDefinition, TargetType } from '../target-definition.ts';
import { Members, type Report } from './members.ts';

const TYPES: readonly TargetType[] = ['String', 'Boolean', 'Reference', 'Integer', 'DateTime', 'Binary'];

/** One attribute of a target's list. Microsoft Graph: attributeDefinition. Null: it was reported why it cannot be read. */
export function readTargetDefinition(attribute: JsonObject, place: string, report: Report): TargetDefinition | null {
  const members = new Members(attribute, place, report);
  const name = members.text('name');
  const type = readType(members, report);
  const definition = {
    name,
    isAnchor: members.flag('anchor', false),
    isRequired: members.flag('required', false),
    isMultivalued: members.flag('multivalued', false),
    isCaseExact: members.flag('caseExact', false),
    referencedObjects: members.optionalObjects('referencedObjects').flatMap(([reference, at]) => {
      const referenced = new Members(reference, at, report).text('referencedObjectName');
      return referenced === '' ? [] : [referenced];
    }),
  };
  return members.isSound && type !== null ? { ...definition, type } : null;
}

function readType(members: Members, report: Report): TargetType | null {
  const named = members.optionalText('type') ?? 'String';
  const type = TYPES.find((candidate) => candidate === named);
  if (type !== undefined) return type;
  const nearest = closest(named, TYPES);
  report({
    severity: 'refused',
    place: members.at('type'),
    message: `"${named}" is no type of an attribute.`,
    remedy: nearest === undefined ? `Graph knows ${TYPES.join(', ')}.` : `Did you mean ${nearest}?`,
  });
  return null;
}

/** Where a directory keeps the attributes of one object. */
export interface ListPlace {
  readonly directory: number;
  readonly object: number;
}

/** Null where the document has no such list, as when directories were not asked for (`?$expand=directories`). */
export function findAttributeList(document: JsonObject, directoryName: string, objectName: string): ListPlace | null {
  const directories = elementsOf(document['directories']);
  const directory = directories.findIndex((each) => isNamed(each, directoryName));
  if (directory === -1) return null;
  const object = elementsOf(memberOf(directories[directory], 'objects')).findIndex((each) => isNamed(each, objectName));
  return object === -1 ? null : { directory, object };
}

/** The object of a directory as it stands in the document. */
export function objectAt(document: JsonObject, { directory, object }: ListPlace): JsonObject {
  const objects = elementsOf(memberOf(elementsOf(document['directories'])[directory], 'objects'));
  const found = objects[object];
  return isJsonObject(found) ? found : {};
}

/** The attributes of a list as they stand in the document. */
export function attributesAt(document: JsonObject, list: ListPlace): readonly Json[] {
  return elementsOf(objectAt(document, list)['attributes']);
}

export function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isNamed(value: Json, name: string): boolean {
  return memberOf(value, 'name') === name;
}
