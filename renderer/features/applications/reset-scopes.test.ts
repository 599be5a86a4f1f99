import { expect, test } from 'vitest';
import { portalScopes, resetScopeOf } from './reset-scopes.ts';

test('the button of the portal names no scope, so that the job clears what the portal clears', () => {
  expect(resetScopeOf('portal', new Set(['ForceDeletes']))).toEqual([]);
});

test('chosen scopes are named in the order of the list, whatever order they were ticked in', () => {
  expect(resetScopeOf('chosen', new Set(['ForceDeletes', 'Watermark']))).toEqual(['Watermark', 'ForceDeletes']);
  expect(resetScopeOf('chosen', new Set(portalScopes))).toEqual(['Watermark', 'Escrows', 'QuarantineState']);
});

test('everything, and nothing at all, are scopes of their own', () => {
  expect(resetScopeOf('full', new Set(['Watermark']))).toEqual(['Full']);
  expect(resetScopeOf('none', new Set(['Watermark']))).toEqual(['None']);
});
