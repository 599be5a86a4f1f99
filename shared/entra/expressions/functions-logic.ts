import { isSameText } from './compare-values.ts';
import { conditionWarning, sourceWarning } from './documented-limits.ts';
import type { ExpressionValue } from './expression-value.ts';
import type { FunctionCall, FunctionDefinition } from './function-definition.ts';
import { optional, required } from './function-signature.ts';

/** Functions that decide, ask for null and convert. Source: Microsoft, functions-for-customizing-application-data. */
export const logicFunctions: readonly FunctionDefinition[] = [
  {
    name: 'IIF',
    // Microsoft's own export of a schema calls the first parameter "one"; the keys of the others were not published.
    parameters: [
      required('condition', 'Boolean', { graphName: 'one' }),
      required('valueIfTrue', 'String'),
      required('valueIfFalse', 'String'),
    ],
    family: 'application',
    group: 'logic',
    summary: 'One of two values, by a condition such as [country]="USA"; the other one is not evaluated.',
    evaluate(call) {
      const condition = call.value(0);
      const warning = conditionWarning(call);
      if (warning !== null) heed(call, warning);
      return isTrue(condition) ? call.value(1) : call.value(2);
    },
  },
  {
    name: 'Switch',
    parameters: [
      required('source', 'String'),
      optional('defaultValue', 'String'),
      { name: 'switchValue', type: 'String', isRequired: false, isRepeated: true },
    ],
    family: 'application',
    group: 'logic',
    summary: 'The value of the first key that equals the source, else the default; a key "" stands for no value.',
    signature: 'Switch(source, defaultValue, key1, value1, key2, value2, …)',
    countProblem: (count) =>
      count < 4 || count % 2 === 1
        ? `takes a source, a default and pairs of key and value, an even number, but got ${count === 1 ? 'one' : count}`
        : null,
    evaluate(call) {
      const source = call.text(0);
      const warning = sourceWarning(call);
      if (warning !== null) heed(call, warning);
      const { ignoresTextCase } = call.context.options;
      for (let index = 2; index + 1 < call.count; index += 2) {
        if (isSameText(call.text(index), source, ignoresTextCase)) return call.value(index + 1);
      }
      return call.value(1);
    },
  },
  {
    name: 'Coalesce',
    parameters: [{ name: 'source', type: 'String', isRequired: true, isRepeated: true }],
    family: 'application',
    group: 'logic',
    summary: 'The first source that has a value; the last one is the default.',
    signature: 'Coalesce(source1, source2, …, defaultValue)',
    evaluate(call) {
      const { isEmptyPassedOver } = call.context.options;
      for (let index = 0; index < call.count - 1; index += 1) {
        const value = call.value(index);
        if (isEmptyPassedOver ? !isEmpty(value) : value !== null) return value;
      }
      return call.value(call.count - 1);
    },
  },
  {
    name: 'Not',
    parameters: [required('source', 'Boolean')],
    family: 'application',
    group: 'logic',
    summary: '"False" for "True", and "True" for anything else.',
    evaluate: (call) => toBoolean(call.text(0).toLowerCase() !== 'true'),
  },
  {
    name: 'IsNull',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'logic',
    summary: '"True" where there is no value; an empty text is one.',
    evaluate: (call) => toBoolean(isNull(call.value(0))),
  },
  {
    name: 'IsNullOrEmpty',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'logic',
    summary: '"True" where there is no value, or an empty text.',
    evaluate: (call) => toBoolean(isEmpty(call.value(0))),
  },
  {
    name: 'IsPresent',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'logic',
    summary: '"True" where there is a value that is no empty text.',
    evaluate: (call) => toBoolean(!isEmpty(call.value(0))),
  },
  {
    name: 'IsString',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'logic',
    summary: '"True" where the value can be taken as text: not for no value, nor for several.',
    evaluate: (call) => toBoolean(typeof call.value(0) === 'string'),
  },
  {
    name: 'CBool',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'logic',
    summary: '"True" for a comparison that holds, "True", or a number that is not zero.',
    evaluate: (call) => toBoolean(isTrue(call.value(0))),
  },
  {
    name: 'CStr',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'logic',
    summary: 'A number, reference or boolean as text.',
    evaluate: (call) => (isNull(call.value(0)) ? null : call.text(0)),
  },
  {
    name: 'BitAnd',
    parameters: [required('value1', 'Integer'), required('value2', 'Integer')],
    family: 'application',
    group: 'logic',
    summary: 'The bits that both numbers have, such as BitAnd(&HF, &HF7).',
    evaluate: (call) =>
      isEmpty(call.value(0)) || isEmpty(call.value(1)) ? null : (wholeNumber(call, 0) & wholeNumber(call, 1)).toString(),
  },
  {
    name: 'IgnoreFlowIfNullOrEmpty',
    parameters: [required('expression', 'String')],
    family: 'application',
    group: 'logic',
    summary: 'The value; where it is null or empty, the attribute is left out of this flow.',
    evaluate(call) {
      const value = call.value(0);
      return isEmpty(value) ? call.ignoreFlow('attribute') : value;
    },
  },
  {
    name: 'Redact',
    parameters: [required('value', 'String')],
    family: 'application',
    group: 'logic',
    summary: 'The value, which provisioning logs show as [Redact].',
    evaluate: (call) => call.value(0),
  },
];

/** What the reference calls unsupported is refused where the language is set so, and else evaluated with a warning. */
function heed(call: FunctionCall, warning: string): void {
  if (call.context.options.isStrict) {
    call.fail('unsupported', warning, 'Write Switch or Coalesce, or set the habit iif-on-null to evaluate.');
  }
  call.warn(warning);
}

/** Documented for CBool: not zero, or a comparison that holds. That a condition is read alike is inferred. */
function isTrue(value: ExpressionValue): boolean {
  if (typeof value !== 'string') return false;
  const word = value.trim();
  return word.toLowerCase() === 'true' || (/^[+-]?\d+(?:\.\d+)?$/.test(word) && Number(word) !== 0);
}

function isNull(value: ExpressionValue): boolean {
  return value === null || (typeof value !== 'string' && value.length === 0);
}

function isEmpty(value: ExpressionValue): boolean {
  return value === null || value.length === 0;
}

function toBoolean(condition: boolean): string {
  return condition ? 'True' : 'False';
}

/** Account flags of Windows have 32 bits, file times 64: more than the bit operators of a double take. */
function wholeNumber(call: FunctionCall, index: number): bigint {
  const text = call.text(index).trim();
  if (/^-?\d{1,20}$/.test(text)) return BigInt(text);
  return call.fail(
    'invalid-argument',
    `argument ${index + 1} must be a whole number, not "${text.slice(0, 40)}"`,
    'Give 2 or &H2.',
  );
}
