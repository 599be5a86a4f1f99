import { closest } from '#shared/kernel/closest.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { attributeSchemas } from './tenant-schema.ts';

/** A rule compares one attribute of a user that has a single value. */
export function ruleAttributeProblems(attribute: string, place: string): readonly Problem[] {
  const known = Object.keys(attributeSchemas('User')).filter(
    (name) => !['manager', 'objectId', 'directoryExtensions', 'otherMails', 'proxyAddresses'].includes(name),
  );
  return known.includes(attribute) ? [] : [unknownAttribute(place, 'User', attribute, known)];
}

/** Says that a user or group has no such attribute, and which one may be meant. */
export function unknownAttribute(place: string, type: 'User' | 'Group', name: string, known: readonly string[]): Problem {
  const near = closest(name, known);
  return {
    place,
    message: `A ${type.toLowerCase()} has no attribute "${name}".`,
    remedy: near === undefined ? `Known attributes: ${known.join(', ')}.` : `Did you mean "${near}"?`,
  };
}
