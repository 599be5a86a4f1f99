/** Types of Entra's attribute list (Microsoft: customize-application-attributes; Graph: attributeType). */
export type TargetType = 'String' | 'Boolean' | 'Reference' | 'Integer' | 'DateTime' | 'Binary';

/** One attribute of the target's list. Microsoft Graph: attributeDefinition. */
export interface TargetDefinition {
  readonly name: string;
  readonly type: TargetType;
  /** *Primary key?* Exactly one of an object: `id`. */
  readonly isAnchor: boolean;
  /** *Required?* An object without a value is not created. */
  readonly isRequired: boolean;
  readonly isMultivalued: boolean;
  /** *Exact case?* Otherwise values that differ in case alone are equal. */
  readonly isCaseExact: boolean;
  /** Objects a Reference may point at, such as `User`; empty for any other type. */
  readonly referencedObjects: readonly string[];
}

/** An attribute as a new row of the attribute list is: text, one value, nothing ticked. */
export function targetDefinition(
  name: string,
  type: TargetType,
  given: Partial<Omit<TargetDefinition, 'name' | 'type'>> = {},
): TargetDefinition {
  return {
    name,
    type,
    isAnchor: false,
    isRequired: false,
    isMultivalued: false,
    isCaseExact: false,
    referencedObjects: [],
    ...given,
  };
}
