import { inCall } from './dotnet-errors.ts';
import { extractGroup, type PatternValue, replaceGroup, replaceMatches, tooMuchText } from './dotnet-pattern.ts';
import { eachText } from './each-text.ts';
import type { ExpressionValue } from './expression-value.ts';
import type { FunctionCall, FunctionDefinition } from './function-definition.ts';

/**
 * Replace in its five documented combinations: what is given decides what it does. Others are undefined and refused. Source:
 * Microsoft, functions-for-customizing-application-data. Names of the stored parameters: Microsoft Graph, schema/functions.
 */
export const patternFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Replace',
    parameters: [
      { name: 'source', type: 'String', isRequired: true, isRepeated: false },
      { name: 'oldValue', type: 'String', isRequired: false, isRepeated: false, graphName: 'Find' },
      { name: 'regexPattern', type: 'String', isRequired: false, isRepeated: false, graphName: 'RegularExpression' },
      { name: 'regexGroupName', type: 'String', isRequired: false, isRepeated: false, graphName: 'RegularExpressionGroupName' },
      { name: 'replacementValue', type: 'String', isRequired: false, isRepeated: false, graphName: 'Replacement' },
      {
        name: 'replacementAttributeName',
        type: 'String',
        isRequired: false,
        isRepeated: false,
        graphName: 'ReplacementPropertyName',
      },
      { name: 'template', type: 'String', isRequired: false, isRepeated: false, graphName: 'Template' },
    ],
    family: 'application',
    group: 'patterns',
    summary: 'Replaces a text, the matches of a regular expression or one of its groups; or puts the source into a template.',
    evaluate: replaced,
  },
];

const OLD_VALUE = 1;
const PATTERN = 2;
const GROUP_NAME = 3;
const REPLACEMENT = 4;
const ATTRIBUTE = 5;
const TEMPLATE = 6;

function replaced(call: FunctionCall): ExpressionValue {
  const given = [OLD_VALUE, PATTERN, GROUP_NAME, REPLACEMENT, ATTRIBUTE, TEMPLATE].filter((index) => !call.isOmitted(index));
  switch (given.join(' ')) {
    case `${OLD_VALUE} ${REPLACEMENT}`:
      return eachText(call.value(0), (text) => literallyReplaced(call, text, call.text(OLD_VALUE), call.text(REPLACEMENT)));
    case `${OLD_VALUE} ${TEMPLATE}`:
      return eachText(call.value(0), (text) => literallyReplaced(call, call.text(TEMPLATE), call.text(OLD_VALUE), text));
    case `${PATTERN} ${REPLACEMENT}`:
      return eachText(call.value(0), (text) => matchesReplaced(call, text));
    case `${PATTERN} ${GROUP_NAME} ${REPLACEMENT}`:
      return eachText(call.value(0), (text) => groupReplaced(call, text));
    case `${PATTERN} ${GROUP_NAME} ${ATTRIBUTE}`:
      return sourceOrGroup(call);
    default:
      return ambiguous(call, given);
  }
}

function literallyReplaced(call: FunctionCall, text: string, old: string, replacement: string): string {
  if (old === '') return text;
  const parts = text.split(old);
  const length = text.length + (parts.length - 1) * (replacement.length - old.length);
  if (length > text.length) checkLength(call, length);
  return parts.length === 1 ? text : parts.join(replacement);
}

/** Before it is made: a short text by a long one grows beyond any memory. */
function checkLength(call: FunctionCall, length: number): void {
  const error = tooMuchText(length);
  if (error !== null) call.fail(error.code, error.message, error.remedy);
}

function matchesReplaced(call: FunctionCall, text: string): string {
  return run(call, () => replaceMatches(call.text(PATTERN), text, call.text(REPLACEMENT), call.context.patternHost));
}

function groupReplaced(call: FunctionCall, text: string): string {
  const [pattern, group] = [call.text(PATTERN), call.text(GROUP_NAME)];
  return run(call, () => replaceGroup(pattern, group, text, call.text(REPLACEMENT), call.context.patternHost));
}

/** The source where it has a value; else what the group matches in another attribute. */
function sourceOrGroup(call: FunctionCall): ExpressionValue {
  const source = call.value(0);
  if (source !== null && source.length > 0) return source;
  const other = call.value(ATTRIBUTE);
  const text = other === null || typeof other === 'string' ? other : (other[0] ?? null);
  if (text === null) return null;
  return run(call, () => extractGroup(call.text(PATTERN), call.text(GROUP_NAME), text, call.context.patternHost));
}

function run<Value>(call: FunctionCall, apply: () => PatternValue<Value>): Value {
  const { value, isApproximate } = inCall(call, apply);
  if (isApproximate) call.approximate();
  return value;
}

const names = [
  'source',
  'oldValue',
  'regexPattern',
  'regexGroupName',
  'replacementValue',
  'replacementAttributeName',
  'template',
];

function ambiguous(call: FunctionCall, given: readonly number[]): never {
  const found = given.length === 0 ? 'nothing' : given.map((index) => names[index]).join(', ');
  return call.fail(
    'invalid-argument',
    `what it is given beside the source is ambiguous: ${found}`,
    'Give oldValue with replacementValue or template; or regexPattern with replacementValue, or with regexGroupName and either ' +
      'replacementValue or replacementAttributeName. Leave out the others: Replace([a], "x", , , "y", , ).',
  );
}
