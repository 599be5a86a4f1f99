import { ScimError, type ScimType } from './error.ts';

/** Things outside the plain reading of the RFCs that a service provider may accept, each named by what it accepts. */
export type ToleranceId =
  | 'op-any-case'
  | 'string-booleans'
  | 'remove-members-by-value'
  | 'remove-of-absent-value'
  | 'replace-adds-members'
  | 'dotted-keys-in-pathless-value'
  | 'urn-keys-in-pathless-value'
  | 'create-on-missing-value-path'
  | 'manager-as-string'
  | 'single-value-in-array'
  | 'value-path-on-single-value'
  | 'extension-attributes-without-urn'
  | 'empty-string-unassigns'
  | 'unknown-attributes-ignored'
  | 'missing-schemas'
  | 'empty-operations'
  | 'unquoted-filter-values'
  | 'sub-attribute-after-value-filter';

export type Tolerances = ReadonlySet<ToleranceId>;

/** Returns where the tolerance is on; otherwise refuses with 400 and names the tolerance that would accept it. */
export function tolerate(tolerances: Tolerances, id: ToleranceId, scimType: ScimType, detail: string): void {
  if (!tolerances.has(id)) throw new ScimError(400, scimType, `${detail} The tolerance "${id}" accepts it.`);
}
