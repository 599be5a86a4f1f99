import { LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import { wholeResource } from '#shared/scim/projection.ts';
import { render } from '../http/render.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { ResourceStore } from '../store/resource-store.ts';

interface Exported {
  readonly directory: DirectoryRecord;
  readonly resources: ResourceStore;
  readonly members: MemberStore;
}

/**
 * All that a directory holds as the text of one ListResponse (RFC 7644 §3.4.2), a resource a line, members included: users before groups,
 * each in order of creation. In pieces, so that a directory of any size passes through little memory. What a GET never shows is missing.
 */
export function* exportResources({ directory, resources, members }: Exported): Iterable<string> {
  const { id, types } = directory;
  const totalResults = types.reduce((total, { name }) => total + resources.count(id, name), 0);
  const head = { schemas: [LIST_RESPONSE_URN], totalResults, startIndex: 1, itemsPerPage: totalResults };
  yield `${JSON.stringify(head).slice(0, -1)},"Resources":[`;
  const around = { directory, members, baseAddress: `/scim/v2/${id}` };
  let piece: string[] = [];
  let separator = '\n';
  for (const { name } of types) {
    for (const resource of resources.iterate(id, name, 0)) {
      piece.push(separator, JSON.stringify(render(resource, wholeResource, around)));
      separator = ',\n';
      if (piece.length < PIECE_PARTS) continue;
      yield piece.join('');
      piece = [];
    }
  }
  yield `${piece.join('')}\n]}\n`;
}

const PIECE_PARTS = 1000;
