import { describe, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { Json } from '#shared/kernel/json.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { printExpression } from '../expressions/print-expression.ts';
import { readTree, saysTheSame, treeOf } from './expression-tree.ts';

function parsed(text: string) {
  const expression = parseExpression(text, { ignoresFunctionCase: false, hasCloudSyncFunctions: true });
  assert(expression.ok, text);
  return expression.value;
}

describe('a tree says what the text says', () => {
  test.each([
    'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    'Switch([department], "Other", "Sales", "S", "", "none")',
    'Join(" ", [givenName], [surname], "x")',
    'Mid([userPrincipalName], 1, 8)',
    'Replace([preferredLanguage], "-", , , "_", , )',
    'Replace([mail], , "(?<name>[^@]+)@.*", "name", , , )',
    'IIF([country]="USA", Append([mailNickname], ".us"), "x")',
    'Coalesce([mail], [userPrincipalName], "a\\"b\\\\c")',
    'ToLower([mail], )',
    'IgnoreFlowIfNullOrEmpty([department])',
    'FormatDateTime([employeeHireDate], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")',
    'SingleAppRoleAssignment([appRoleAssignments])',
    'DefaultDomain()',
  ])('%s', (text) => {
    const expression = parsed(text);
    const tree = treeOf(expression);
    const read = readTree(tree);
    expect(tree).toMatchObject({ expression: printExpression(expression), type: 'Function' });
    expect(read !== null && saysTheSame(read, expression)).toBe(true);
  });
});

const attribute = { expression: '[a]', name: 'a', type: 'Attribute', parameters: [] };
const constant = (value: string) => ({ expression: JSON.stringify(value), name: value, type: 'Constant', parameters: [] });

test.each<[string, Json, string]>([
  [
    'cases as keys of their values',
    {
      name: 'Switch',
      type: 'Function',
      parameters: [
        { key: 'source', value: attribute },
        { key: 'False', value: constant('True') },
        { key: 'True', value: constant('False') },
      ],
    },
    'Switch([a], , "False", "True", "True", "False")',
  ],
  [
    'arguments that are left out in the middle',
    {
      name: 'Replace',
      type: 'Function',
      parameters: [
        { key: 'Replacement', value: constant('_') },
        { key: 'source', value: attribute },
        { key: 'Find', value: constant('-') },
      ],
    },
    'Replace([a], "-", , , "_", , )',
  ],
  ['no parameters at all', { name: 'DefaultDomain', type: 'Function' }, 'DefaultDomain()'],
])('text from a tree alone: %s', (_sentence, tree, text) => {
  const read = readTree(tree);
  expect(read === null ? null : printExpression(read)).toBe(text);
});

test.each<[string, Json]>([
  ['nothing', null],
  ['a text', 'Not([a])'],
  ['no name', { type: 'Function', parameters: [] }],
  ['an unknown type', { name: 'a', type: 'Field' }],
  ['parameters that are no list', { name: 'Not', type: 'Function', parameters: {} }],
  ['a parameter without a value', { name: 'Not', type: 'Function', parameters: [{ key: 'source' }] }],
])('no tree: %s', (_sentence, tree) => {
  expect(readTree(tree)).toBeNull();
});
