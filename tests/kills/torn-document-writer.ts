// Writes a workspace document again and again, in a process of its own, until it is killed. Each acknowledged number is a line.
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { assert } from '#shared/kernel/assert.ts';
import { openStoredDocument } from '../../harness/adapters/stored-document.ts';
import {
  DOCUMENT_VERSION,
  documentUpgrades,
  emptyDocument,
  parseWorkspaceDocument,
  type WorkspaceDocument,
} from '../../harness/workspace-document.ts';

/** Together 1.6 MB: Node writes a file in pieces of half a megabyte. */
const CONNECTION_COUNT = 200;
const CERTIFICATE_LENGTH = 8_000;

export function openDocument(path: string) {
  return openStoredDocument<WorkspaceDocument>(path, {
    version: DOCUMENT_VERSION,
    initial: emptyDocument(),
    parse: parseWorkspaceDocument,
    upgrades: documentUpgrades,
  });
}

/** A document that says its number from the first line to the last. */
export function numbered(number: number): WorkspaceDocument {
  return {
    ...emptyDocument(),
    name: `Rehearsal ${number}`,
    clock: { kind: 'virtual', offsetMs: number },
    connections: Array.from({ length: CONNECTION_COUNT }, (_, index) => ({
      name: `Connection ${index}`,
      tenantUrl: `https://scim.example.test/v2/${number}`,
      allowsPlainHttp: false,
      certificateAuthority: `${number} `.repeat(CERTIFICATE_LENGTH).slice(0, CERTIFICATE_LENGTH),
      certificateFingerprint: null,
      extraHeaderName: null,
      clientCredentials: null,
      hasToken: false,
      lastUsedAt: number,
    })),
  };
}

if (import.meta.main) await write(process.argv[2] ?? '');

async function write(path: string): Promise<void> {
  // A process that is killed writes down nothing of what it has compiled.
  flushCompileCache();
  const document = await openDocument(path);
  assert(document.ok, 'what a killed process left can be opened');
  for (let number = document.value.value.clock.offsetMs + 1; ; number += 1) {
    await document.value.update(() => numbered(number));
    writeSync(1, `${number}\n`);
  }
}
