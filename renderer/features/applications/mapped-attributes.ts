import { ENTERPRISE_USER_URN } from '#shared/entra/target-attribute.ts';

/** The target attribute that holds a user's work e-mail, as the mapping table names it. */
const WORK_MAIL = 'emails[type eq "work"].value';

export function isWorkMail(targetAttributeName: string): boolean {
  return targetAttributeName.toLowerCase() === WORK_MAIL.toLowerCase();
}

export function isReferenceToManager(targetAttributeName: string): boolean {
  return targetAttributeName.toLowerCase() === `${ENTERPRISE_USER_URN}:manager`.toLowerCase();
}

/** A long path cut in its middle, so that the attribute at its end shows: `urn:…:enterprise:2.0:User:department`. */
export function shortPathOf(targetAttributeName: string): string {
  return targetAttributeName.replace(/^urn:.*:(\w+:[\w.]+:\w+:[^:]+)$/, 'urn:…:$1');
}
