import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DirectorySnapshot } from '#server/directories/snapshots.ts';
import type { SeedView, SnapshotView } from '#shared/api/receiver-views.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { readTenantSource, type SeedSource, seedFrom } from './directory-seed.ts';
import { api, found, nameOf, orRefuse } from './implementer.ts';

type SourceInput =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'sample'; readonly sampleId: string }
  | { readonly kind: 'tenant-file' | 'json'; readonly fileName: string; readonly text: string };

/** What a directory holds as a whole: filled, set aside, brought back, emptied, taken out. */
export function directoryContentHandlers({ server, db, clock }: WorkspaceParts, samplesFolder: string) {
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
  return {
    seedDirectory: api.receiver.seedDirectory.handler(({ input }): SeedView => {
      const { id } = directoryOf(input.directoryId);
      const seeded = seedFrom(sourceOf(input.source), { server, directoryId: id, now: clock.now() });
      if (!seeded.ok) return { userCount: 0, groupCount: 0, problems: seeded.problems };
      return { ...seeded.value, problems: [] };
    }),
    snapshots: api.receiver.snapshots.handler(({ input }) => listOf(directoryOf(input.directoryId).id)),
    takeSnapshot: api.receiver.takeSnapshot.handler(({ input }) => {
      const { id } = directoryOf(input.directoryId);
      const others = listOf(id).map(({ name }) => name);
      return snapshotView(server.snapshots.take(id, nameOf(input.name, 'snapshot', others)));
    }),
    restoreSnapshot: api.receiver.restoreSnapshot.handler(({ input }) => {
      const { id } = directoryOf(input.directoryId);
      found(server.snapshots.restore(id, input.snapshotId) || undefined, 'snapshot');
      return listOf(id);
    }),
    removeSnapshot: api.receiver.removeSnapshot.handler(({ input }) => {
      const { id } = directoryOf(input.directoryId);
      found(server.snapshots.remove(id, input.snapshotId) || undefined, 'snapshot');
      return null;
    }),
    resetDirectory: api.receiver.resetDirectory.handler(({ input }) => {
      const { id } = directoryOf(input.directoryId);
      server.snapshots.reset(id);
      return listOf(id);
    }),
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
