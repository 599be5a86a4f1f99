#!/usr/bin/env node
// The command's launcher: plain JavaScript, so that it exists right after `npm ci` and an older Node can at least say what is wrong.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR_MIN = 24;
const NODE_MINOR_MIN = 15;
const [major, minor] = process.versions.node.split('.').map(Number);
const bundle = new URL('../out/cli/rehearse.js', import.meta.url);
const source = new URL('../cli/rehearse.ts', import.meta.url);

if (major > NODE_MAJOR_MIN || (major === NODE_MAJOR_MIN && minor >= NODE_MINOR_MIN)) {
  // Without a build (`npm ci --ignore-scripts`) the sources themselves run: Node strips their types.
  await import(existsSync(bundle) ? bundle.href : source.href);
} else {
  runOnPinnedNode();
}

/** `npm ci` brings Node 24 as a package on Linux and Windows: an older system Node hands over to it. */
function runOnPinnedNode() {
  const folder = process.platform === 'win32' ? `node-win-${process.arch}` : `node-${process.platform}-${process.arch}`;
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const pinned = fileURLToPath(new URL(`../node_modules/${folder}/${program}`, import.meta.url));
  if (!existsSync(pinned)) {
    process.stderr.write(
      `rehearse needs Node ${NODE_MAJOR_MIN}.${NODE_MINOR_MIN} or newer; this is Node ${process.versions.node}.\n` +
        `Install Node ${NODE_MAJOR_MIN}, or run npm ci in this folder on Linux (x64, arm64) or Windows (x64), which brings one.\n`,
    );
    process.exit(2);
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
