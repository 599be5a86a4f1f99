import { expect, test } from 'vitest';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import { expressionWorld } from './expression-world.ts';

test('the default domain is that of most users, each counted as it is now, over more changes than one page holds', () => {
  const db = openWorkspaceDb(':memory:');
  const person = (index: number, domain: string) => ({
    type: 'User' as const,
    objectId: `user-${index}`,
    key: `user-${index}`,
    attributes: { userPrincipalName: `person-${index}@${domain}` },
    managerId: null,
    deletedAt: null,
  });
  const people = (count: number, domain: string) => Array.from({ length: count }, (_, index) => person(index, domain));
  db.tenant.putAll(people(1200, 'old.test'));
  db.tenant.putAll(people(700, 'new.test'));
  expect(expressionWorld(db.tenant).defaultDomain).toBe('new.test');
  db.tenant.clear();
  expect(expressionWorld(db.tenant).defaultDomain).toBeNull();
  db.close();
});
