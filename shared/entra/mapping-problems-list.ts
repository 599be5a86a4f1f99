import type { Problem } from '#shared/kernel/parsed.ts';
import type { ObjectMapping } from './job-configuration.ts';
import { unreadable } from './mapping-problems-target.ts';
import { parseTargetAttribute } from './target-attribute.ts';
import { groupTargetAttributes, listedDefinition, userTargetAttributes } from './target-catalogue.ts';
import type { TargetDefinition } from './target-definition.ts';

/** What Entra's attribute list does not take. Source: Microsoft, customize-application-attributes, editing the list of attributes. */
export function attributeListProblems({ targetAttributes, sourceObjectName }: ObjectMapping): readonly Problem[] {
  const template = sourceObjectName === 'User' ? userTargetAttributes : groupTargetAttributes;
  const seen = new Set<string>();
  const problems = targetAttributes.flatMap((definition): readonly Problem[] => {
    const name = definition.name.toLowerCase();
    const isDouble = seen.has(name);
    seen.add(name);
    const own = listedDefinition(template, definition.name) === undefined ? customProblem(definition) : null;
    return [...(isDouble ? [doubleProblem(definition)] : []), ...(own === null ? [] : [own])];
  });
  return [...problems, ...anchorProblems(targetAttributes)];
}

function doubleProblem({ name }: TargetDefinition): Problem {
  return {
    place: placeOf(name),
    message: `${name} is in the list twice; names are unique, whatever their case.`,
    remedy: 'Delete one of the two.',
  };
}

function anchorProblems(targetAttributes: readonly TargetDefinition[]): readonly Problem[] {
  const anchors = targetAttributes.filter(({ isAnchor }) => isAnchor).map(({ name }) => name);
  if (anchors.length === 1) return [];
  const what = anchors.length === 0 ? 'No attribute is' : `${anchors.join(' and ')} are`;
  return [
    {
      place: 'Attribute list, Primary key?',
      message: `${what} marked as the primary key; exactly one must be.`,
      remedy: 'Tick Primary key? for id only.',
    },
  ];
}

/** An attribute that somebody added to the template's. */
function customProblem({ name, type }: TargetDefinition): Problem | null {
  const target = parseTargetAttribute(name);
  if (target === null) return { ...unreadable(name), place: placeOf(name) };
  if (type === 'Reference') {
    return {
      place: placeOf(name),
      message: `${name} is a custom attribute, which may not be a Reference: only gallery applications have such.`,
      remedy: 'Make it a String, or use manager.',
    };
  }
  if (target.extensionUrn !== null && !EXTENSION_URNS.some((form) => form.test(name))) {
    return {
      place: placeOf(name),
      message: `${name} does not have the form that Entra takes for a custom extension attribute.`,
      remedy: `Write ${EXTENSION_FORM}.`,
    };
  }
  return null;
}

const EXTENSION_FORM = 'urn:ietf:params:scim:schemas:extension:<name>:2.0:User:<attribute>';

/** The form of today's page, the two older ones of 2021, and the schemas of RFC 7643. */
const EXTENSION_URNS = [
  /^urn:ietf:params:scim:schemas:extension:[^:]+:2\.0:(?:User|Group):[^:]+$/i,
  /^urn:ietf:params:scim:schemas:extension:2\.0:[^:]+:[^:]+$/i,
  /^urn:ietf:params:scim:schemas:extension:[^:]+:2\.0:(?:User|Group)\.[^:]+:value$/i,
  /^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):[^:]+$/i,
];

function placeOf(name: string): string {
  return `Attribute list, ${name}`;
}
