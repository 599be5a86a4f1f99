import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { functionDefinitions } from '#shared/entra/expressions/functions.ts';
import { run } from '../../cli/program.ts';
import { readExamples, withFunctionReference } from '../../scripts/expression-guide.ts';
import { readText, root } from './documents.ts';

const guide = readText('docs/guides/expressions.md');
const examples = readExamples();
const named = examples.flatMap((each) =>
  each.examples.map((example, index) => ({ ...example, id: `${each.function} ${index + 1}`, function: each.function })),
);

/** What a person reads of one command: what goes to standard output, then what goes to standard error. */
async function printed(words: readonly string[], input = ''): Promise<string> {
  const lines: string[] = [];
  const notes: string[] = [];
  const output = { result: (line: string) => lines.push(line), note: (line: string) => notes.push(line), isColored: false };
  await run(words, pathToFileURL(`${root}/`), output, () => Readable.from([input]));
  return [...lines, ...notes].join('\n');
}

test('the reference is what definitions and examples say (else: node scripts/expression-guide.ts)', () => {
  expect(guide).toBe(withFunctionReference(guide, examples));
});

test('a guide without the markers is refused', () => {
  expect(() => withFunctionReference('# Expressions\n', examples)).toThrow('the guide lacks them');
});

test('every function has its examples, and nothing else has', () => {
  expect(examples.map((each) => each.function).toSorted()).toEqual(functionDefinitions.map(({ name }) => name).toSorted());
  expect(examples.filter((each) => each.examples.length === 0)).toEqual([]);
});

test('every example calls its function', () => {
  expect(named.filter((example) => !example.expression.includes(`${example.function}(`))).toEqual([]);
});

test('the evidence of every function begins with one of its words', () => {
  expect(examples.filter(({ evidence }) => !/^(?:documented|inferred)\b/.test(evidence))).toEqual([]);
});

test('every rule about no value has an example of it', () => {
  const isShown = (name: string) =>
    named.some(
      ({ function: of, expression, source }) =>
        of === name && [...expression.matchAll(/\[(\w+)\]/g)].some(([, attribute = '']) => !(attribute in source)),
    );
  expect(examples.filter(({ noValue, function: name }) => noValue !== undefined && !isShown(name))).toEqual([]);
  const hasSource = (name: string) => functionDefinitions.some((each) => each.name === name && each.parameters.length > 0);
  const unsaid = examples.filter(({ noValue, function: name }) => noValue === undefined && hasSource(name));
  expect(unsaid.map((each) => each.function)).toEqual(['RandomString']);
});

test('every example gives what the guide says', async () => {
  const words = ['expression', '--batch', '-', '--json', '--seed', '1', '--habit', 'cloud-sync-functions=on'];
  const answers: readonly Record<string, unknown>[] = JSON.parse(await printed(words, JSON.stringify(named)));
  expect(answers).toEqual(
    named.map(({ id, value, pattern, approximate, error, scope }) => {
      if (error !== undefined) return { id, error: expect.objectContaining({ code: error }) };
      if (scope !== undefined) return { id, ignoreFlow: true, scope };
      const expected = pattern === undefined ? value : expect.stringMatching(new RegExp(pattern));
      return { id, value: expected, ...(approximate === true ? { approximate } : {}) };
    }),
  );
});

test('a value of chance in the guide is one that could come', () => {
  const drawn = named.filter(({ pattern }) => pattern !== undefined);
  expect(drawn.length).toBeGreaterThan(1);
  expect(drawn.filter(({ pattern = '', value }) => !new RegExp(pattern).test(String(value)))).toEqual([]);
});

const commands = [...guide.matchAll(/^```sh\nnpx rehearse (.+)\n```\n\n```text\n([\s\S]*?)\n```$/gm)];

test('the guide shows commands', () => {
  expect(commands.length).toBeGreaterThan(3);
});

test.each(commands.map(([, command = '', shown = '']) => [command, shown]))('%s', async (command, shown) => {
  expect(await printed(wordsOf(command))).toBe(shown);
});

test('every option of the command is explained, and every code of an error', () => {
  const help = readText('cli/program.ts').match(/\.command\('expression'\)[\s\S]*?\.action/)?.[0] ?? '';
  const options = [...help.matchAll(/\.option\('(--[\w-]+)/g)].map(([, option = '']) => option);
  expect(options.length).toBeGreaterThan(8);
  expect(options.filter((option) => !guide.includes(`\`${option}`))).toEqual([]);
  const union = readText('shared/entra/expressions/expression-value.ts').match(/type ExpressionErrorCode =([^;]+);/)?.[1] ?? '';
  const codes = [...union.matchAll(/'([\w-]+)'/g)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(10);
  const [, table = ''] = guide.split('\n## Errors\n');
  expect(codes.filter((code) => !table.split('\n## ')[0]?.includes(`\`${code}\``))).toEqual([]);
});

/** A command as a shell takes it apart: words, and texts between single quotes. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? word);
}
