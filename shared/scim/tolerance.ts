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
  | 'extension-path-with-dot'
  | 'string-numbers'
  | 'unknown-attributes-ignored'
  | 'unknown-attributes-kept'
  | 'missing-schemas'
  | 'empty-operations'
  | 'unquoted-filter-values'
  | 'sub-attribute-after-value-filter';

export type Tolerances = ReadonlySet<ToleranceId>;

/**
 * What becomes of an attribute that no schema defines: kept as it was given, left out, or refused with 400. `__proto__` is never kept:
 * no schema could define it, and objects give it a meaning of their own.
 */
export function tolerateUnknown(tolerances: Tolerances, name: string, scimType: ScimType, detail: string): 'kept' | 'ignored' {
  if (tolerances.has('unknown-attributes-kept') && name !== '__proto__') return 'kept';
  tolerate(tolerances, 'unknown-attributes-ignored', scimType, detail);
  return 'ignored';
}

/** Returns where the tolerance is on; otherwise refuses with 400 and names the tolerance that would accept it. */
export function tolerate(tolerances: Tolerances, id: ToleranceId, scimType: ScimType, detail: string): void {
  if (!tolerances.has(id)) throw new ScimError(400, scimType, `${detail} The tolerance "${id}" accepts it.`);
}
