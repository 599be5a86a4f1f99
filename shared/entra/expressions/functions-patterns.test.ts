// biome-ignore-all lint/suspicious/noTemplateCurlyInString: .NET writes the text of a group as ${name}.
import { expect, test } from 'vitest';
import { evaluateExpression } from './evaluate-expression.ts';
import type { PatternHost } from './evaluation-context.ts';
import { expressionOf, resultOf, testContext } from './testing.ts';

const source = {
  name: 'Ada Lovelace',
  upn: 'ada@example.test',
  mobile: '+91 8887779999',
  mails: ['ada@one.test', 'ada@two.test'],
  empty: '',
  long: 'a'.repeat(5000),
};

test.each([
  ['Replace([name], "a", , , "o", , )', 'Ado Loveloce'],
  ['Replace([name], "A", , , [empty], , )', 'da Lovelace'],
  ['Replace([name], "A", , , [absent], , )', 'da Lovelace'],
  ['Replace([name], "", , , "o", , )', 'Ada Lovelace'],
  ['Replace([name], [absent], , , "o", , )', 'Ada Lovelace'],
  ['Replace([name], "$", , , "$&", , )', 'Ada Lovelace'],
  ['Replace([name], " ", , , "$&", , )', 'Ada$&Lovelace'],
  ['Replace([mails], "ada", , , "grace", , )', ['grace@one.test', 'grace@two.test']],
  ['Replace([absent], "a", , , "o", , )', null],
  ['Replace([name], "<u>", , , , , "<u>, <u>!")', 'Ada Lovelace, Ada Lovelace!'],
  ['Replace([absent], "<u>", , , , , "<u>!")', null],
  ['Replace([upn], , "(?<id>.*)@(?<domain>.*)", , "${domain}", , )', 'example.test'],
  ['Replace([upn], , "@.*", , "", ,)', 'ada'],
  ['Replace([mails], , "@(\\\\w+)", , "-$1", , )', ['ada-one.test', 'ada-two.test']],
  ['Replace([absent], , "^$", , "x", , )', null],
  ['Replace([empty], , "^$", , "x", , )', 'x'],
  ['Replace([upn], , "(?<Suffix>@(.)*)", "Suffix", "", , )', 'ada'],
  ['Replace([upn], , "(?<id>\\\\w+)@", "id", "${id}", , )', '${id}@example.test'],
  ['Replace([absent], , "(?<code>\\\\d+) (?<rest>\\\\d+)", "rest", , [mobile], )', '8887779999'],
  ['Replace([empty], , "(?<rest>x)", "rest", , [mobile], )', null],
  ['Replace([empty], , "(?<rest>x)", "rest", , [absent], )', null],
  ['Replace([name], , "[", "rest", , [mobile], )', 'Ada Lovelace'],
] as const)('%s', (expression, value) => {
  expect(resultOf(expression, { source })).toEqual(value);
});

test.each([
  ['Replace([name], "a", "b", , "o", , )', 'oldValue, regexPattern, replacementValue'],
  ['Replace([name], "a", , , "o", , "b")', 'oldValue, replacementValue, template'],
  ['Replace([name], , "a", , , , "b")', 'regexPattern, template'],
  ['Replace([name], , "a", , "o", [upn], )', 'regexPattern, replacementValue, replacementAttributeName'],
  ['Replace([name], , , "a", "o", , )', 'regexGroupName, replacementValue'],
  ['Replace([name], "a")', 'oldValue'],
  ['Replace([name])', 'nothing'],
])('%s is ambiguous', (expression, given) => {
  expect(resultOf(expression, { source })).toMatchObject({
    kind: 'error',
    code: 'invalid-argument',
    message: `Replace: what it is given beside the source is ambiguous: ${given}.`,
    column: 1,
  });
});

test.each([
  ['Append(Replace([name], , "(", , "", , ), "x")', 'pattern', 8],
  ['Replace([name], , "(?<a>A)", "b", "", , )', 'pattern', 1],
  ['Replace([name], , "(?=A)", , "", , )', 'needs-host', 1],
  ['Replace([long], "a", , , [long], , )', 'output-limit', 1],
  ['Replace([long], , "a", , [long], , )', 'output-limit', 1],
])('%s ends in %s', (expression, code, column) => {
  expect(resultOf(expression, { source })).toMatchObject({
    kind: 'error',
    code,
    column,
    message: expect.stringMatching(/^Replace: /),
  });
});

test('a value that the host made is marked, whatever is made of it then', () => {
  const patternHost: PatternHost = {
    run: ({ pattern, text, what }) =>
      what.kind === 'replace'
        ? { kind: 'replaced', text: text.replace(new RegExp(pattern, 'g'), what.replacement) }
        : { kind: 'invalid', message: 'nobody asks' },
  };
  const context = { ...testContext({ source }), patternHost };
  const evaluation = evaluateExpression(expressionOf('ToUpper(Replace([name], , "a(?= )", , "y", , ))'), context);
  expect(evaluation).toMatchObject({ kind: 'value', value: 'ADY LOVELACE', isApproximate: true });
  const plain = evaluateExpression(expressionOf('Replace([name], , "a", , "y", , )'), context);
  expect(plain).toMatchObject({ kind: 'value', value: 'Ady Lovelyce', isApproximate: false });
});
