import { expect, test } from 'vitest';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { organizationRows } from './organization-rows.ts';

const organization = { id: 'larkfield', name: 'Larkfield', directoryCount: 0, userCount: 0, groupCount: 0, lastEventAt: null };
const directory = (id: string, state: DirectoryView['state'], organizationId = 'larkfield') => ({
  id,
  name: id,
  organizationId,
  state,
});

test.each<[string, Parameters<typeof organizationRows>[1], DirectoryView['state'] | null, readonly string[]]>([
  ['without a directory there is no state', [], null, []],
  ['another customer’s directory is none of its own', [directory('a', 'linked', 'kestrel')], null, []],
  ['one that is linked', [directory('a', 'linked')], 'linked', ['a']],
  ['one of two still waits', [directory('a', 'linked'), directory('b', 'waiting')], 'waiting', ['a', 'b']],
  [
    'a refused token outweighs the rest',
    [directory('a', 'waiting'), directory('b', 'invalid-credentials')],
    'invalid-credentials',
    ['a', 'b'],
  ],
])('%s', (_sentence, directories, state, ids) => {
  const [row] = organizationRows([organization], directories);
  expect([row?.state, row?.directories.map(({ id }) => id)]).toEqual([state, ids]);
});
