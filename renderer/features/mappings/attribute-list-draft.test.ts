import { expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { targetDefinition } from '#shared/entra/target-definition.ts';
import { deletionRefusal, listChangeCount, withDefinition, withoutDefinition } from './attribute-list-draft.ts';

const { user } = defaultJobConfiguration();
const badge = targetDefinition('urn:ietf:params:scim:schemas:extension:Larkfield:2.0:User:badge', 'String');
const withBadge = { ...user, targetAttributes: [...user.targetAttributes, badge] };
const badgeRow = {
  targetAttributeName: badge.name,
  source: { type: 'Attribute', name: 'employeeId' },
  matchingPriority: 0,
  flowType: 'Always',
  defaultValue: null,
} as const;

test.each([
  ['an added row that nothing uses can be deleted', badge, withBadge, null],
  ['the primary key stays', targetDefinition('id', 'String', { isAnchor: true }), user, /primary key/],
  ['a row of the template stays', targetDefinition('nickName', 'String'), user, /belongs to the template/],
  [
    'an added row that is mapped stays until its mapping is gone',
    badge,
    { ...withBadge, attributeMappings: [badgeRow] },
    /is mapped: delete its mapping first/,
  ],
])('%s', (_sentence, definition, mapping, expected) => {
  const refusal = deletionRefusal(definition, mapping);
  if (expected === null) expect(refusal).toBeNull();
  else expect(refusal).toMatch(expected);
});

test('a row that is no reference any more points at nothing', () => {
  const list = [targetDefinition('boss', 'Reference', { referencedObjects: ['User'] })];
  expect(withDefinition(list, 'boss', { type: 'String' })).toEqual([targetDefinition('boss', 'String')]);
});

test('added, changed and deleted rows are counted', () => {
  const list = withDefinition(withoutDefinition([...user.targetAttributes, badge], 'nickName'), 'title', { isCaseExact: true });
  expect(listChangeCount(user.targetAttributes, list)).toBe(3);
  expect(listChangeCount(user.targetAttributes, user.targetAttributes)).toBe(0);
});
