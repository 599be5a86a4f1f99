import type { Problem } from '#shared/kernel/parsed.ts';
import { type Expression, placeOf } from './expressions/expression.ts';
import type { NameOptions } from './expressions/functions.ts';
import { parseExpression } from './expressions/parse-expression.ts';
import type { AttributeMapping, ObjectMapping } from './job-configuration.ts';
import { type SourceAttributes, sourceProblem } from './schema-document/source-attributes.ts';
import { definitionIn } from './target-catalogue.ts';

interface Surroundings {
  readonly known: SourceAttributes;
  /** Of those, the ones with several values. */
  readonly severalValued: ReadonlySet<string>;
  readonly options: NameOptions | undefined;
}

type Found = Omit<Problem, 'place'>;

/** What Entra does not save in the source of one row, with the column where it is an expression. */
export function sourceProblems(row: AttributeMapping, mapping: ObjectMapping, surroundings: Surroundings): readonly Problem[] {
  const { source, targetAttributeName: place } = row;
  const isReference = definitionIn(mapping.targetAttributes, place).type === 'Reference';
  switch (source.type) {
    case 'Attribute': {
      const found = attributeProblem(source.name, surroundings) ?? directProblem(source.name, isReference, place);
      return found === null ? [] : [{ place, ...found }];
    }
    case 'Function':
      return isReference && !isManager(source.expression)
        ? [{ place, ...referenceProblem(place) }]
        : expressionProblems(source.expression, row, surroundings);
    case 'Constant':
      return isReference ? [{ place, ...referenceProblem(place) }] : [];
    case 'None':
      return [];
  }
}

/** An attribute that is not there, or that mappings cannot have. */
function attributeProblem(name: string, { known, severalValued }: Surroundings): Found | null {
  const unavailable = known.names.has(name) ? undefined : UNAVAILABLE[name.toLowerCase()];
  if (unavailable !== undefined) {
    return { message: `"${name}" is no source attribute. ${unavailable}`, remedy: EXTENSION_REMEDY };
  }
  return /^extension_/i.test(name) && severalValued.has(name) ? severalValuesProblem(name) : sourceProblem(name, known);
}

const EXTENSION_REMEDY = 'Sync it into a directory extension, and map extension_<appId without dashes>_<name>.';

/** Attributes of a directory that people look for. Documented: known-issues; customize-application-attributes. */
const UNAVAILABLE: Readonly<Record<string, string>> = {
  samaccountname: 'It is not available to mappings (Microsoft: known-issues).',
  usertype: 'It is not available to mappings (Microsoft: known-issues).',
  thumbnailphoto: 'Photos cannot be provisioned (Microsoft: customize-application-attributes).',
  photo: 'Photos cannot be provisioned (Microsoft: customize-application-attributes).',
  password: 'Passwords cannot be provisioned (Microsoft: known-issues).',
};

function severalValuesProblem(name: string): Found {
  return {
    message: `"${name}" is a directory extension with several values, which mappings do not support (Microsoft: known-issues).`,
    remedy: 'Put what is needed into an extension with one value.',
  };
}

function directProblem(name: string, isReference: boolean, target: string): Found | null {
  if (name === ROLES) {
    return {
      message: '"appRoleAssignments" is a list of complex objects, which only a role function can read.',
      remedy: `Use an expression such as SingleAppRoleAssignment([${ROLES}]).`,
    };
  }
  return isReference && !REFERENCES.has(name) ? referenceProblem(target) : null;
}

const ROLES = 'appRoleAssignments';
const REFERENCES: ReadonlySet<string> = new Set(['manager', 'members']);
const ROLE_FUNCTIONS: ReadonlySet<string> = new Set([
  'SingleAppRoleAssignment',
  'AppRoleAssignments',
  'AppRoleAssignmentsComplex',
  'AssertiveAppRoleAssignmentsComplex',
]);

function referenceProblem(target: string): Found {
  const source = /members$/i.test(target) ? 'members' : 'manager';
  return {
    message: `${target} refers to another object, which Entra fills by a direct mapping only.`,
    remedy: `Set the mapping type to Direct and the source attribute to ${source}.`,
  };
}

/** Its own problem says more than that of the target. */
function isManager(expression: string): boolean {
  return /\[(?:manager|members)\]/.test(expression);
}

function expressionProblems(text: string, row: AttributeMapping, surroundings: Surroundings): readonly Problem[] {
  const target = row.targetAttributeName;
  const parsed = parseExpression(text, surroundings.options);
  if (!parsed.ok) return parsed.problems.map((problem) => ({ ...problem, place: `${target}, ${problem.place}` }));
  return partsOf(parsed.value, null).flatMap(({ part, caller }) => {
    const found = partProblem(part, caller, row, surroundings);
    return found === null ? [] : [{ place: `${target}, column ${placeOf(part)?.column ?? 1}`, ...found }];
  });
}

interface Part {
  readonly part: Expression;
  /** The function it is a direct argument of; null for the whole, and for a side of a comparison. */
  readonly caller: string | null;
}

function partsOf(part: Expression, caller: string | null): readonly Part[] {
  switch (part.kind) {
    case 'Function':
      return [{ part, caller }, ...part.arguments.flatMap((argument) => partsOf(argument, part.name))];
    case 'Comparison':
      return [...partsOf(part.left, null), ...partsOf(part.right, null)];
    default:
      return [{ part, caller }];
  }
}

function partProblem(part: Expression, caller: string | null, row: AttributeMapping, surroundings: Surroundings): Found | null {
  if (part.kind === 'Function') return part.name === 'SelectUniqueValue' ? uniqueValueProblem(row) : null;
  if (part.kind !== 'Attribute') return null;
  if (part.name === ROLES && (caller === null || !ROLE_FUNCTIONS.has(caller))) {
    return {
      message: `[${ROLES}] is a list of complex objects, which ${caller ?? 'a comparison'} cannot read.`,
      remedy: `Put a role function around it: SingleAppRoleAssignment([${ROLES}]).`,
    };
  }
  if (REFERENCES.has(part.name)) {
    return {
      message: `[${part.name}] refers to other objects: Entra takes it in no expression${caller === 'Switch' ? ', and Switch least of all' : ''}.`,
      remedy: 'Map it directly, to a target attribute of the type Reference.',
    };
  }
  return attributeProblem(part.name, surroundings);
}

/** Documented: functions-for-customizing-application-data, SelectUniqueValue. */
function uniqueValueProblem({ matchingPriority }: AttributeMapping): Found {
  return {
    message:
      matchingPriority > 0
        ? 'SelectUniqueValue cannot be used for a matching attribute.'
        : 'SelectUniqueValue is supported only from Workday, SuccessFactors or the provisioning API to Active Directory, not for a SCIM application.',
    remedy: 'Use a value that is unique by itself, such as [userPrincipalName] or [objectId].',
  };
}
