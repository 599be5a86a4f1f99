import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * The scripts that the built page loads before its first screen works, as paths below `pageFolder`: what `index.html` names, and
 * what those name as a static import. Home needs no more, which an end-to-end test proves by refusing it the rest. The other
 * screens' files come later: when one is opened, or while the page has nothing else to do.
 */
export function initialScripts(pageFolder: string): readonly string[] {
  const named = [...readFileSync(join(pageFolder, 'index.html'), 'utf8').matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)];
  const found = new Set<string>();
  const add = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    const source = readFileSync(join(pageFolder, path), 'utf8');
    for (const [, name] of source.matchAll(/(?:^|[;}\s])(?:import|export)[^'"()]*?["']\.\/([^"']+\.js)["']/g))
      add(`assets/${name}`);
  };
  for (const [, path = ''] of named) add(path);
  return [...found];
}

/** Together, each compressed with gzip, in kB of 1,000 bytes. */
export function gzippedKilobytes(pageFolder: string, paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(pageFolder, path))).length, 0) / 1000;
}
