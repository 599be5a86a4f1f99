// Writes docs/FIDELITY.md from the habits table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fidelityDocument } from './fidelity-document.ts';

const folder = resolve(import.meta.dirname, '../docs');
mkdirSync(folder, { recursive: true });
writeFileSync(resolve(folder, 'FIDELITY.md'), fidelityDocument());
console.log('wrote docs/FIDELITY.md');
