import { type Expression, isRedacted } from './expressions/expression.ts';
import { readExpression } from './expressions/parse-expression.ts';
import type { MappingSource, ObjectMapping } from './job-configuration.ts';

/** What logs show of a value that flows all the same. Documented: functions-for-customizing-application-data, Redact. */
export const REDACTED = '[Redact]';

/** Whether logs show that in place of what the source gives. */
export function isRedactedSource(source: MappingSource): boolean {
  if (source.type !== 'Function' || !/Redact/i.test(source.expression)) return false;
  const read = readExpression(source.expression, redactionOptions);
  return read.ok && isRedacted(read.value);
}

/** As much as can be parsed under any settings of a job. */
const redactionOptions = { ignoresFunctionCase: true, hasCloudSyncFunctions: true };

const redactedByMapping = new WeakMap<ObjectMapping, ReadonlySet<string>>();

/**
 * Source attributes whose values logs must not show: all that stand in an expression with `Redact`. The service's own `objectId` and
 * `IsSoftDeleted` say nothing that is not in every entry. Remembered by the mapping, for it is asked with every object.
 */
export function redactedAttributesOf(mapping: ObjectMapping): ReadonlySet<string> {
  const known = redactedByMapping.get(mapping);
  if (known !== undefined) return known;
  const names = new Set(
    mapping.attributeMappings.flatMap(({ source }) => (isRedactedSource(source) ? attributesOf(source) : [])),
  );
  names.delete('objectId');
  names.delete('IsSoftDeleted');
  redactedByMapping.set(mapping, names);
  return names;
}

function attributesOf(source: MappingSource): readonly string[] {
  if (source.type !== 'Function') return [];
  const read = readExpression(source.expression, redactionOptions);
  return read.ok ? attributesIn(read.value) : [];
}

function attributesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'Attribute':
      return [expression.name];
    case 'Function':
      return expression.arguments.flatMap(attributesIn);
    case 'Comparison':
      return [...attributesIn(expression.left), ...attributesIn(expression.right)];
    default:
      return [];
  }
}
