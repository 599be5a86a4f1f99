import { closest } from '#shared/kernel/closest.ts';
import type { ToleranceId } from '#shared/scim/tolerance.ts';

/** One thing that a directory may accept although the RFCs do not. */
export interface ToleranceDefinition {
  readonly id: ToleranceId;
  /** What is accepted. */
  readonly sentence: string;
  /** What it departs from. */
  readonly rule: string;
  /** A real client that needs it, and where that is told. */
  readonly neededBy: string;
  readonly source: string;
  /** Whether the preset *Entra ready* has it. */
  readonly isEntraReady: boolean;
}

/** Every tolerance a directory may switch on, in the order screens list them. */
export const toleranceDefinitions: readonly ToleranceDefinition[] = [
  {
    id: 'op-any-case',
    sentence: 'PATCH operations named Add, Replace and Remove, in any case.',
    rule: 'RFC 7644 §3.5.2',
    neededBy: 'Entra ID without aadOptscim062020',
    source: 'Microsoft Learn: Known issues and resolutions with SCIM 2.0 protocol compliance',
    isEntraReady: true,
  },
  {
    id: 'string-booleans',
    sentence: 'The words "True" and "False", as strings, where a boolean belongs.',
    rule: 'RFC 7643 §2.3.2',
    neededBy: 'Entra ID without aadOptscim062020',
    source: 'https://github.com/AzureAD/SCIMReferenceCode/issues/21',
    isEntraReady: true,
  },
  {
    id: 'string-numbers',
    sentence: 'Numbers written as strings, such as "42", where a number belongs.',
    rule: 'RFC 7643 §2.3.3, §2.3.4',
    neededBy: 'Entra ID without aadOptscim062020, whose PATCH values are all strings',
    source: 'https://github.com/AzureAD/SCIMReferenceCode (PatchOperation2SingleValued)',
    isEntraReady: true,
  },
  {
    id: 'remove-members-by-value',
    sentence: 'A remove that lists in its value the members, or other values, to take away.',
    rule: 'RFC 7644 §3.5.2.2',
    neededBy: 'Entra ID without aadOptscim062020',
    source: 'https://github.com/MicrosoftDocs/azure-docs/issues/30826',
    isEntraReady: true,
  },
  {
    id: 'remove-of-absent-value',
    sentence: 'Removing a member or value that is not there; nothing changes.',
    rule: 'RFC 7644 §3.5.2.2',
    neededBy: 'Entra ID, which repeats the removal of a member',
    source: 'https://github.com/Infisical/infisical/pull/6471',
    isEntraReady: true,
  },
  {
    id: 'replace-adds-members',
    sentence: 'A replace of members that means an addition: members already in the group stay.',
    rule: 'RFC 7644 §3.5.2.3',
    neededBy: 'Entra ID with aadOptscim062020',
    source: 'https://github.com/grokability/snipe-it/issues/19096',
    isEntraReady: true,
  },
  {
    id: 'dotted-keys-in-pathless-value',
    sentence: 'Keys such as name.givenName in the value of an operation without a path.',
    rule: 'RFC 7644 §3.5.2.1, §3.5.2.3',
    neededBy: 'Entra ID with aadOptscim062020',
    source: 'https://github.com/thomaspoignant/scim-patch/pull/133',
    isEntraReady: true,
  },
  {
    id: 'urn-keys-in-pathless-value',
    sentence: 'Keys such as urn:...:User:employeeNumber in the value of an operation without a path.',
    rule: 'RFC 7643 §3.3',
    neededBy: 'Entra ID with aadOptscim062020',
    source: 'https://github.com/grokability/snipe-it/issues/19095',
    isEntraReady: true,
  },
  {
    id: 'create-on-missing-value-path',
    sentence: 'A path such as emails[type eq "work"].value that finds nothing; the value is created.',
    rule: 'RFC 7644 §3.5.2.3',
    neededBy: 'Entra ID, for the first value of its type',
    source: 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues/416',
    isEntraReady: true,
  },
  {
    id: 'manager-as-string',
    sentence: 'A bare id where an object with a value belongs, as for manager.',
    rule: 'RFC 7643 §4.3',
    neededBy: 'Entra ID, with and without aadOptscim062020',
    source: 'https://github.com/Captain-P-Goldfish/SCIM-SDK/issues/686',
    isEntraReady: true,
  },
  {
    id: 'single-value-in-array',
    sentence: 'A list of one where a single value belongs.',
    rule: 'RFC 7643 §2.2',
    neededBy: 'Entra ID of 2018, for manager',
    source: 'Microsoft Learn: Develop a SCIM endpoint (example 5)',
    isEntraReady: true,
  },
  {
    id: 'value-path-on-single-value',
    sentence: 'A filter in the path of an attribute with one value, such as manager[value eq "..."].',
    rule: 'RFC 7644 §3.5.2',
    neededBy: 'Entra ID with aadOptscim062020, to clear a manager',
    source: 'https://github.com/thomaspoignant/scim-patch/issues/453',
    isEntraReady: true,
  },
  {
    id: 'extension-attributes-without-urn',
    sentence: 'The path of an extension attribute without its URN, such as manager.',
    rule: 'RFC 7644 §3.10',
    neededBy: 'Entra ID with aadOptscim062020, to clear a manager',
    source: 'https://github.com/thomaspoignant/scim-patch/issues/453',
    isEntraReady: true,
  },
  {
    id: 'extension-path-with-dot',
    sentence: 'A dot where a colon divides a URN from its attribute, as in urn:...:User.department.',
    rule: 'RFC 7644 §3.10',
    neededBy: 'Entra ID of before December 2018, which jobs named customappsso keep',
    source: 'Microsoft Learn: Known issues and resolutions with SCIM 2.0 protocol compliance',
    isEntraReady: false,
  },
  {
    id: 'empty-string-unassigns',
    sentence: 'An empty string that clears an attribute, as null does.',
    rule: 'RFC 7643 §2.5',
    neededBy: "Entra ID's validator, to clear a manager",
    source: 'https://github.com/Captain-P-Goldfish/SCIM-SDK/pull/653',
    isEntraReady: true,
  },
  {
    id: 'unknown-attributes-ignored',
    sentence: 'Attributes and schemas this server does not define; they are left out.',
    rule: 'RFC 7644 §3.3, §3.5.2',
    neededBy: 'Entra ID, for custom attributes and the schema of its first groups',
    source: 'Microsoft Learn: Develop a SCIM endpoint (create group)',
    isEntraReady: true,
  },
  {
    id: 'unknown-attributes-kept',
    sentence: 'Attributes this server does not define; they are kept and shown as they were given.',
    rule: 'RFC 7643 §3, §7',
    neededBy: 'Entra ID, which sends an attribute again every cycle that an endpoint does not show',
    source: 'https://github.com/jelhub/scimgateway/issues/124',
    isEntraReady: false,
  },
  {
    id: 'missing-schemas',
    sentence: 'A message whose schemas are missing or incomplete.',
    rule: 'RFC 7643 §3',
    neededBy: 'Entra ID, which does not list the URNs of custom extensions',
    source: 'Microsoft Learn: Customize application attributes',
    isEntraReady: true,
  },
  {
    id: 'empty-operations',
    sentence: 'A PATCH without any operation; nothing changes.',
    rule: 'RFC 7644 §3.5.2',
    neededBy: "Entra ID's validator",
    source: 'https://github.com/scimmyjs/scimmy/issues/59',
    isEntraReady: true,
  },
  {
    id: 'unquoted-filter-values',
    sentence: 'Strings without quotation marks in a filter.',
    rule: 'RFC 7644 §3.4.2.2',
    neededBy: "Scripts written after Microsoft's examples, which leave the quotation marks out; Entra ID itself sends them",
    source: 'Microsoft Learn: Develop a SCIM endpoint (examples 1 and 4)',
    isEntraReady: false,
  },
  {
    id: 'sub-attribute-after-value-filter',
    sentence: 'Filters such as emails[type eq "work"].value eq "...".',
    rule: 'RFC 7644 §3.4.2.2',
    neededBy: 'Entra ID, where users are matched by their work e-mail',
    source: 'Microsoft Learn: Develop a SCIM endpoint (filtering)',
    isEntraReady: true,
  },
];

/** What a new directory takes: all that Entra needs, and nothing else. */
export const entraReadyTolerances: readonly ToleranceId[] = toleranceDefinitions
  .filter(({ isEntraReady }) => isEntraReady)
  .map(({ id }) => id);

/** Named sets of tolerances. */
export const tolerancePresets: Readonly<Record<'entra-ready' | 'strict', readonly ToleranceId[]>> = {
  'entra-ready': entraReadyTolerances,
  strict: [],
};

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

/** What to do about an id that is no tolerance. */
export function toleranceRemedy(id: string): string {
  const known = toleranceDefinitions.map((definition) => definition.id);
  const near = closest(id, known);
  return near === undefined ? `Known tolerances: ${known.join(', ')}.` : `Did you mean "${near}"?`;
}
