import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DirectorySnapshot, SnapshotOutcome } from '#server/directories/snapshots.ts';
import type { Turns } from '#server/directories/turns.ts';
import type { SeedView, SnapshotView } from '#shared/api/receiver-views.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { readTenantSource, type SeedSource, seedFrom } from './directory-seed.ts';
import { DirectoryWorks } from './directory-works.ts';
import { api, found, nameOf, orRefuse } from './implementer.ts';
import { receivedDifference } from './received-difference.ts';

type SourceInput =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'sample'; readonly sampleId: string }
  | { readonly kind: 'tenant-file' | 'json'; readonly fileName: string; readonly text: string };

/** What a directory holds as a whole: filled, set aside, brought back, emptied, taken out. */
export function directoryContentHandlers({ server, db, clock, live }: WorkspaceParts, samplesFolder: string) {
  const directoryOf = (id: string) => found(server.directory(id), 'directory');
  const listOf = (directoryId: string): readonly SnapshotView[] => server.snapshots.list(directoryId).map(snapshotView);
  const sourceOf = (input: SourceInput): SeedSource => {
    switch (input.kind) {
      case 'tenant':
        return { kind: 'tenant', tenant: db.tenant };
      case 'sample':
        // The id of a sample is a word, and never a path.
        return orRefuse(readTenantSource(input.sampleId.replace(/[^\w-]/g, ''), samplesFolder, 'Sample tenant'));
      case 'tenant-file':
        return { kind: 'tenant-text', text: input.text, name: input.fileName };
      case 'json':
        return { kind: 'json', text: input.text, name: input.fileName };
    }
  };
  const works = new DirectoryWorks(live);
  const replaced = async (directoryId: string, outcome: Promise<SnapshotOutcome>): Promise<readonly SnapshotView[] | null> => {
    const made = await outcome;
    if (made === 'stopped') return null;
    found(made === 'missing' ? undefined : made, 'snapshot');
    return listOf(directoryId);
  };
  const nameOfSnapshot = (directoryId: string, id: string): string =>
    found(
      listOf(directoryId).find((snapshot) => snapshot.id === id),
      'snapshot',
    ).name;
  return {
    directoryWork: api.receiver.directoryWork.handler(({ input }) => works.view(directoryOf(input.directoryId).id)),
    stopDirectoryWork: api.receiver.stopDirectoryWork.handler(({ input }) => {
      works.stop(input.directoryId);
      return null;
    }),
    dismissDirectoryWork: api.receiver.dismissDirectoryWork.handler(({ input }) => {
      works.dismiss(input.directoryId);
      return null;
    }),
    seedDirectory: api.receiver.seedDirectory.handler(async ({ input: { directoryId, source } }): Promise<SeedView> => {
      const { id } = directoryOf(directoryId);
      const from = sourceOf(source);
      const seed = async (turns: Turns): Promise<SeedView | null> => {
        const seeded = await seedFrom(from, { ...turns, server, directoryId: id, now: clock.now() });
        if (seeded === null) return null;
        return seeded.ok ? { ...seeded.value, problems: [] } : { userCount: 0, groupCount: 0, problems: seeded.problems };
      };
      return await works.run(id, { kind: 'seed', name: nameOfSource(source) }, seed, (view) => view);
    }),
    snapshots: api.receiver.snapshots.handler(({ input }) => listOf(directoryOf(input.directoryId).id)),
    takeSnapshot: api.receiver.takeSnapshot.handler(async ({ input }) => {
      const { id } = directoryOf(input.directoryId);
      const others = listOf(id).map(({ name }) => name);
      const name = nameOf(input.name, 'snapshot', others);
      return snapshotView(await works.run(id, { kind: 'take', name }, (turns) => server.snapshots.take(id, name, turns)));
    }),
    restoreSnapshot: api.receiver.restoreSnapshot.handler(async ({ input: { directoryId, snapshotId } }) => {
      const { id } = directoryOf(directoryId);
      const name = nameOfSnapshot(id, snapshotId);
      return await works.run(id, { kind: 'restore', name }, (turns) =>
        replaced(id, server.snapshots.restore(id, snapshotId, turns)),
      );
    }),
    removeSnapshot: api.receiver.removeSnapshot.handler(async ({ input: { directoryId, snapshotId } }) => {
      const { id } = directoryOf(directoryId);
      const name = nameOfSnapshot(id, snapshotId);
      await works.run(id, { kind: 'remove-snapshot', name }, (turns) =>
        replaced(id, server.snapshots.remove(id, snapshotId, turns)),
      );
      return null;
    }),
    resetDirectory: api.receiver.resetDirectory.handler(async ({ input }) => {
      const { id } = directoryOf(input.directoryId);
      return await works.run(id, { kind: 'reset' }, (turns) => replaced(id, server.snapshots.reset(id, turns)));
    }),
    requestDifference: api.receiver.requestDifference.handler(({ input }) =>
      found(receivedDifference(server, directoryOf(input.directoryId).id, input.sequence), 'request'),
    ),
    exportDirectory: api.receiver.exportDirectory.handler(async function* ({ input, signal }) {
      for (const piece of server.exportResources(directoryOf(input.directoryId).id)) {
        if (signal?.aborted) return;
        yield piece;
        // Others are answered between two pieces of a large directory.
        await nextTurn();
      }
    }),
  };
}

function snapshotView({ directoryId: _known, ...snapshot }: DirectorySnapshot): SnapshotView {
  return snapshot;
}

function nameOfSource(source: SourceInput): string {
  switch (source.kind) {
    case 'tenant':
      return '';
    case 'sample':
      return source.sampleId;
    case 'tenant-file':
    case 'json':
      return source.fileName;
  }
}
