import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readResources } from '#server/directories/read-resources.ts';
import type { ScimServer } from '#server/scim-server.ts';
import type { Json } from '#shared/kernel/json.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import type { TenantStore } from '../ports/session-ports.ts';
import { tenantResources } from './directory-resources.ts';

/** Where users and groups for a directory come from. */
export type SeedSource =
  | { readonly kind: 'tenant'; readonly tenant: TenantStore }
  | { readonly kind: 'tenant-text'; readonly text: string; readonly name: string }
  | { readonly kind: 'json'; readonly text: string; readonly name: string };

export interface SeedCounts {
  readonly userCount: number;
  readonly groupCount: number;
}

interface Target {
  readonly server: ScimServer;
  readonly directoryId: string;
  /** What expressions of mappings take for the time. */
  readonly now: number;
  /** Told of how many resources were read, at each thousand of them. */
  readonly onProgress?: ((count: number) => void) | undefined;
}

const PROGRESS_STEP = 1000;

/** Puts all of it into the directory, beside what it holds, or refuses with every problem and leaves the directory as it was. */
export function seedFrom(source: SeedSource, { server, directoryId, now, onProgress }: Target): Parsed<SeedCounts> {
  const count = (): SeedCounts => {
    const { userCount = 0, groupCount = 0 } = server.directory(directoryId) ?? {};
    return { userCount, groupCount };
  };
  const put = (resources: Iterable<Json>, placeOf: (index: number, name: string) => string): Parsed<SeedCounts> => {
    const before = count();
    const problems = server.trySeed(directoryId, counted(resources, onProgress)).map(
      ({ index, name, error }): Problem => ({
        place: placeOf(index, name),
        message: error.message,
        remedy: 'Nothing was put into the directory: mend this one, or leave it out.',
      }),
    );
    if (problems.length > 0) return refused(...problems);
    const after = count();
    return accepted({ userCount: after.userCount - before.userCount, groupCount: after.groupCount - before.groupCount });
  };
  const putTenant = (tenant: TenantStore): Parsed<SeedCounts> =>
    put(tenantResources(tenant, now), (_index, name) => `The tenant: ${name}`);

  switch (source.kind) {
    case 'tenant':
      return putTenant(source.tenant);
    case 'tenant-text': {
      const file = parseTenantFile(source.text, source.name);
      if (!file.ok) return file;
      const db = openWorkspaceDb(':memory:');
      try {
        db.tenant.putAll(file.value.objects);
        return putTenant(db.tenant);
      } finally {
        db.close();
      }
    }
    case 'json': {
      const read = readResources(source.text, source.name);
      if (!read.ok) return read;
      const { resources, placeOf } = read.value;
      return put(resources, (index, name) => (name === '' ? placeOf(index) : `${placeOf(index)} (${name})`));
    }
  }
}

function* counted(resources: Iterable<Json>, onProgress: Target['onProgress']): Iterable<Json> {
  let count = 0;
  for (const resource of resources) {
    yield resource;
    count += 1;
    if (count % PROGRESS_STEP === 0) onProgress?.(count);
  }
}

/** The tenant file that a person names: by its path, or by the id of a sample. `place`: how the person named it. */
export function readTenantSource(named: string, samplesFolder: string, place: string): Parsed<SeedSource> {
  const samples = sampleIds(samplesFolder);
  const path = samples.includes(named) ? join(samplesFolder, `${named}.yaml`) : named;
  return readSource(path, 'tenant-text', {
    place,
    remedy: `Name a tenant file, or one of the samples: ${samples.join(', ')}.`,
  });
}

/** A file of SCIM resources, by its path. */
export function readJsonSource(path: string, place: string): Parsed<SeedSource> {
  return readSource(path, 'json', { place, remedy: 'Name a JSON file: a list of SCIM resources, or a ListResponse.' });
}

function readSource(
  path: string,
  kind: 'tenant-text' | 'json',
  { place, remedy }: { readonly place: string; readonly remedy: string },
): Parsed<SeedSource> {
  try {
    return accepted({ kind, text: readFileSync(path, 'utf8'), name: path });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = reason === 'ENOENT' ? `There is no file ${path}.` : `The file ${path} cannot be read (${reason}).`;
    return refused({ place, message, remedy });
  }
}

function sampleIds(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
}
