import { closest } from '#shared/kernel/closest.ts';
import { sourceAttributeNames } from '../source-catalogue.ts';

/** Which source attributes a mapping may name: those of the portal, those a document declares, and directory extensions. */
export interface SourceAttributes {
  readonly type: 'User' | 'Group';
  readonly names: ReadonlySet<string>;
}

export function sourceAttributes(type: 'User' | 'Group', declared: readonly string[] = []): SourceAttributes {
  return { type, names: new Set([...sourceAttributeNames(type), ...declared]) };
}

// extension_{app id without dashes}_{name}; documented: user-provisioning-sync-attributes-for-mapping.
const DIRECTORY_EXTENSION = /^extension_[0-9a-f]{32}_./i;

// What Microsoft Graph and people call them, while mappings keep the names of Azure AD Graph.
const otherNames: ReadonlyMap<string, string> = new Map([
  ['id', 'objectId'],
  ['mobilephone', 'mobile'],
  ['businessphones', 'telephoneNumber'],
  ['faxnumber', 'facsimileTelephoneNumber'],
  ['officelocation', 'physicalDeliveryOfficeName'],
  ['onpremisesimmutableid', 'immutableId'],
  ['onpremisessyncenabled', 'dirSyncEnabled'],
  ['firstname', 'givenName'],
  ['lastname', 'surname'],
  ['email', 'mail'],
]);

/** Null for a source attribute that exists; else what is wrong and what to do, with the nearest name. Names are exact. */
export function sourceProblem(
  name: string,
  known: SourceAttributes,
): { readonly message: string; readonly remedy: string } | null {
  if (known.names.has(name) || DIRECTORY_EXTENSION.test(name)) return null;
  const renamed = otherNames.get(name.toLowerCase());
  const nearest = renamed !== undefined && known.names.has(renamed) ? renamed : closest(name, [...known.names]);
  return {
    message: `There is no source attribute "${name}" of a ${known.type.toLowerCase()}.`,
    remedy:
      nearest === undefined
        ? 'Choose one that the mapping editor offers, or a directory extension: extension_{app id without dashes}_{name}.'
        : `Did you mean "${nearest}"? Names are exact.`,
  };
}
