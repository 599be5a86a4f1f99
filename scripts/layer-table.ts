// The import table of docs/ARCHITECTURE.md, made from the data that the architecture test enforces.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layers, packages } from '../tests/architecture/layers.ts';

const BEGIN = '<!-- layers: written by node scripts/layer-table.ts -->';
const END = '<!-- layers: end -->';

/** The document with its import table as `layers.ts` has it now. Throws where the document lost its two markers. */
export function withLayerTable(document: string): string {
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END);
  if (from < 0 || to < from) throw new Error(`The import table goes between "${BEGIN}" and "${END}"; the document lacks them.`);
  return `${document.slice(0, from)}${BEGIN}\n${layerTable()}\n${document.slice(to)}`;
}

function layerTable(): string {
  const rows = Object.entries(layers).map(
    ([layer, allowed]) => `| \`${layer}\` | ${namesOf(allowed)} | ${packageNames(packages[layer])} |`,
  );
  return ['| Layer | May import, besides itself | Packages |', '|---|---|---|', ...rows].join('\n');
}

function namesOf(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => `\`${name}\``).join(', ');
}

/** A pattern of alternatives in words: `^(yaml|zod)$` names two packages, `node:.+` all of Node's own modules. */
function packageNames(pattern: RegExp | undefined): string {
  if (pattern === undefined) return 'any';
  const alternatives = pattern.source
    .replace(/^\^\(?|\)?\$$/g, '')
    .replaceAll('\\/', '/')
    .replaceAll('(/.+)?', '')
    .replace(/\(([^()]+)\)/g, (_group, inner: string) => `{${inner.replaceAll('|', ',')}}`)
    .split('|')
    .filter((name) => name !== '');
  return alternatives.length === 0 ? 'none' : alternatives.map((name) => `\`${name.replace(/\.\+$|(?<=:)$/, '*')}\``).join(', ');
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../docs/ARCHITECTURE.md');
  writeFileSync(path, withLayerTable(readFileSync(path, 'utf8')));
}
