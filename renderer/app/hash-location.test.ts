import { expect, test } from 'vitest';
import { splitHash } from './hash-location.ts';

test.each([
  ['', '/', ''],
  ['#', '/', ''],
  ['#/recv/dirs/d1', '/recv/dirs/d1', ''],
  ['#/recv/dirs/d1?tab=groups', '/recv/dirs/d1', 'tab=groups'],
  ['#recv/orgs', '/recv/orgs', ''],
  ['#/explain/x?about=a?b', '/explain/x', 'about=a?b'],
])('%s is path %s and search "%s"', (hash, path, search) => {
  expect(splitHash(hash)).toEqual({ path, search });
});
