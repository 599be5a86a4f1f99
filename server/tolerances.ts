import type { ToleranceId } from '#shared/scim/tolerance.ts';

/** Every tolerance a directory may switch on, in the order screens list them. A sentence says what is accepted. */
export const toleranceDefinitions: readonly { readonly id: ToleranceId; readonly sentence: string }[] = [
  { id: 'op-any-case', sentence: 'PATCH operations named Add, Replace and Remove, in any case.' },
  { id: 'string-booleans', sentence: 'The words "True" and "False", as strings, where a boolean belongs.' },
  {
    id: 'remove-members-by-value',
    sentence: 'A remove that lists in its value the members, or other values, to take away.',
  },
  { id: 'remove-of-absent-value', sentence: 'Removing a member or value that is not there; nothing changes.' },
  { id: 'replace-adds-members', sentence: 'A replace of members that means an addition: members already in the group stay.' },
  { id: 'dotted-keys-in-pathless-value', sentence: 'Keys such as name.givenName in the value of an operation without a path.' },
  {
    id: 'urn-keys-in-pathless-value',
    sentence: 'Keys such as urn:...:User:employeeNumber in the value of an operation without a path.',
  },
  {
    id: 'create-on-missing-value-path',
    sentence: 'A path such as emails[type eq "work"].value that finds nothing; the value is created.',
  },
  { id: 'manager-as-string', sentence: 'A bare id where an object with a value belongs, as for manager.' },
  { id: 'single-value-in-array', sentence: 'A list of one where a single value belongs.' },
  {
    id: 'value-path-on-single-value',
    sentence: 'A filter in the path of an attribute with one value, such as manager[value eq "..."].',
  },
  { id: 'extension-attributes-without-urn', sentence: 'The path of an extension attribute without its URN, such as manager.' },
  { id: 'empty-string-unassigns', sentence: 'An empty string that clears an attribute, as null does.' },
  { id: 'unknown-attributes-ignored', sentence: 'Attributes and schemas this server does not define; they are left out.' },
  { id: 'missing-schemas', sentence: 'A message whose schemas are missing or incomplete.' },
  { id: 'empty-operations', sentence: 'A PATCH without any operation; nothing changes.' },
  { id: 'unquoted-filter-values', sentence: 'Strings without quotation marks in a filter.' },
  { id: 'sub-attribute-after-value-filter', sentence: 'Filters such as emails[type eq "work"].value eq "...".' },
];

/** Throws for an id that is no tolerance: whoever offers a choice offers these. */
export function readTolerances(ids: readonly string[]): ReadonlySet<ToleranceId> {
  return new Set(
    ids.map((id) => {
      const known = toleranceDefinitions.find((definition) => definition.id === id);
      if (known !== undefined) return known.id;
      throw new Error(
        `"${id}" is no tolerance of this server; it knows ${toleranceDefinitions.map((one) => one.id).join(', ')}.`,
      );
    }),
  );
}
