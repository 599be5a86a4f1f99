import type { JsonObject } from '#shared/kernel/json.ts';
import { type AttributeLocation, readValues } from '#shared/scim/attribute-lookup.ts';
import { printAttributePath } from '#shared/scim/attribute-path.ts';
import type { Attribute, ResourceType } from '#shared/scim/schema.ts';
import type { Database } from './database.ts';
import type { StoredResource } from './resource-store.ts';

/** A value that another resource holds already. */
interface TakenValue {
  readonly attribute: string;
  readonly value: string;
  readonly holderId: string;
}

/** Values that no two resources of a type may share, because the directory's own schemas say so. */
export interface UniqueValues {
  /** Claims the values of a resource and gives up those it held before, or answers the first that is taken and changes nothing. */
  claim(resource: StoredResource, type: ResourceType): TakenValue | undefined;
}

export function openUniqueValues(database: Database): UniqueValues {
  const holderOf = (resource: StoredResource, attribute: string, value: string): string | undefined =>
    database.get<{ id: string }>(
      `SELECT resource.id FROM unique_value JOIN resource ON resource.key = unique_value.resource_key
        WHERE unique_value.directory_id = ? AND unique_value.type = ? AND attribute = ? AND value = ? AND resource_key <> ?`,
      resource.directoryId,
      resource.type,
      attribute,
      value,
      resource.key,
    )?.id;

  return {
    claim: (resource, type) => {
      const locations = uniqueLocations(type);
      if (locations.length === 0) return undefined;
      const claims = locations.flatMap((location) => claimsAt(resource.body, location));
      for (const { attribute, value } of claims) {
        const holderId = holderOf(resource, attribute, value);
        if (holderId !== undefined) return { attribute, value, holderId };
      }
      database.run('DELETE FROM unique_value WHERE resource_key = ?', resource.key);
      for (const { attribute, value } of claims) {
        database.run(
          // Twice in one resource is no conflict.
          'INSERT OR IGNORE INTO unique_value VALUES (?, ?, ?, ?, ?)',
          resource.directoryId,
          resource.type,
          attribute,
          value,
          resource.key,
        );
      }
      return undefined;
    },
  };
}

function claimsAt(
  body: JsonObject,
  location: AttributeLocation,
): readonly { readonly attribute: string; readonly value: string }[] {
  const { extensionUrn, attribute, subAttribute } = location;
  const name = printAttributePath({ urn: extensionUrn, attribute: attribute.name, subAttribute: subAttribute?.name ?? null });
  const { caseExact } = subAttribute ?? attribute;
  return readValues(body, location)
    .flat()
    .map(String)
    .filter((value) => value !== '')
    .map((value) => ({ attribute: name, value: caseExact ? value : value.toLowerCase() }));
}

// Definitions never change, so that they are looked through once.
const kept = new WeakMap<ResourceType, readonly AttributeLocation[]>();

function uniqueLocations(type: ResourceType): readonly AttributeLocation[] {
  const known = kept.get(type);
  if (known !== undefined) return known;
  const found = [
    ...locationsIn(type.schema.attributes, null),
    ...type.extensions.flatMap(({ id, attributes }) => locationsIn(attributes, id)),
  ].filter((location) => !hasColumn(type, location));
  kept.set(type, found);
  return found;
}

function locationsIn(attributes: readonly Attribute[], extensionUrn: string | null): readonly AttributeLocation[] {
  return attributes.flatMap((attribute) => [
    ...(attribute.uniqueness === 'none' ? [] : [{ extensionUrn, attribute, subAttribute: null }]),
    ...attribute.subAttributes
      .filter(({ uniqueness }) => uniqueness !== 'none')
      .map((subAttribute) => ({ extensionUrn, attribute, subAttribute })),
  ]);
}

/** The names of users and groups have a unique index of their own. */
function hasColumn({ name }: ResourceType, { extensionUrn, attribute }: AttributeLocation): boolean {
  if (extensionUrn !== null) return false;
  return (name === 'User' && attribute.name === 'userName') || (name === 'Group' && attribute.name === 'displayName');
}
