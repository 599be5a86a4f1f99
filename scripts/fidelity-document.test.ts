import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { habits } from '#shared/entra/habits.ts';
import { fidelityDocument } from './fidelity-document.ts';

test('docs/FIDELITY.md is what the habits table says (node scripts/fidelity.ts writes it)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../docs/FIDELITY.md'), 'utf8')).toBe(fidelityDocument());
});

test('each habit has an id of its own, to link to', () => {
  const ids = habits.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z0-9-]+$/.test(id))).toEqual([]);
});
