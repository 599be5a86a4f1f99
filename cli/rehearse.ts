#!/usr/bin/env node
// Checked before anything else is loaded: an older Node fails on node:sqlite with words that help nobody.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(`rehearse needs Node 24.15 or newer; this is Node ${process.versions.node}.\n`);
  process.exit(2);
}
// A reader that has seen enough (`| head`) is no fault: what is still said goes nowhere, and the work, a clean-up included, is ended.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const { run } = await import('./program.ts');
// This file runs as it is, or bundled two folders below the project's root.
process.exitCode = await run(process.argv.slice(2), new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url));

export {};
