import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readResources, UnreadableText } from '#server/directories/read-resources.ts';
import type { Turns } from '#server/directories/turns.ts';
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

interface Target extends Turns {
  readonly server: ScimServer;
  readonly directoryId: string;
  /** What expressions of mappings take for the time. */
  readonly now: number;
}

/**
 * Puts all of it into the directory, beside what it holds, or refuses with every problem. Null where it was stopped. In turns with what
 * else this process does; only once it is accepted is anything there for good.
 */
export async function seedFrom(source: SeedSource, target: Target): Promise<Parsed<SeedCounts> | null> {
  switch (source.kind) {
    case 'tenant':
      return await putTenant(source.tenant, target);
    case 'tenant-text': {
      const file = parseTenantFile(source.text, source.name);
      if (!file.ok) return file;
      const db = openWorkspaceDb(':memory:');
      try {
        db.tenant.putAll(file.value.objects);
        return await putTenant(db.tenant, target);
      } finally {
        db.close();
      }
    }
    case 'json': {
      const read = readResources(source.text, source.name);
      if (!read.ok) return read;
      const { resources, placeOf } = read.value;
      return await put(resources, target, (index, name) => (name === '' ? placeOf(index) : `${placeOf(index)} (${name})`));
    }
  }
}

function putTenant(tenant: TenantStore, target: Target): Promise<Parsed<SeedCounts> | null> {
  return put(tenantResources(tenant, target.now), target, (_index, name) => `The tenant: ${name}`);
}

async function put(
  resources: Iterable<Json>,
  { server, directoryId, ...turns }: Target,
  placeOf: (index: number, name: string) => string,
): Promise<Parsed<SeedCounts> | null> {
  try {
    const seeded = await server.seedInTurns(directoryId, resources, turns);
    if (seeded.kind === 'stopped') return null;
    if (seeded.kind === 'done') return accepted({ userCount: seeded.userCount, groupCount: seeded.groupCount });
    const problems = seeded.problems.map(
      ({ index, name, error }): Problem => ({
        place: placeOf(index, name),
        message: error.message,
        remedy: 'Nothing was put into the directory: mend this one, or leave it out.',
      }),
    );
    return refused(...problems);
  } catch (error) {
    if (error instanceof UnreadableText) return refused(error.problem);
    throw error;
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
