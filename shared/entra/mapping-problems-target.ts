import { closest } from '#shared/kernel/closest.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { ObjectMapping } from './job-configuration.ts';
import { parseTargetAttribute } from './target-attribute.ts';
import { listedDefinition } from './target-catalogue.ts';

/** Why a target attribute cannot be mapped; null where it can. */
export function targetProblem(name: string, { targetAttributes }: ObjectMapping): Problem | null {
  const target = parseTargetAttribute(name);
  if (target === null) return unreadable(name);
  // Documented: customize-application-attributes, "id shouldn't be mapped".
  if (name.toLowerCase() === 'id' || listedDefinition(targetAttributes, name)?.isAnchor === true) {
    return { place: name, message: `${name} belongs to the target and cannot be mapped.`, remedy: 'Map externalId instead.' };
  }
  if (target.extensionUrn === null && target.attribute.toLowerCase() === 'entitlements') {
    // Documented: use-scim-to-provision-users-and-groups, design guidance.
    return { place: name, message: 'Entra does not support the attribute entitlements.', remedy: 'Map roles instead.' };
  }
  if (listedDefinition(targetAttributes, name) !== undefined) return null;
  const near = closest(
    name,
    targetAttributes.filter(({ isAnchor }) => !isAnchor).map((known) => known.name),
  );
  const hint = near === undefined ? '' : `Did you mean ${near}? `;
  return {
    place: name,
    message: `${name} is not in the attribute list of the target, and Entra offers only what is.`,
    remedy: `${hint}If the target has it, add it to the attribute list first.`,
  };
}

export function unreadable(name: string): Problem {
  return {
    place: name,
    message: `"${name}" is no target attribute.`,
    remedy: 'Write a SCIM path such as title, name.givenName or emails[type eq "work"].value.',
  };
}
