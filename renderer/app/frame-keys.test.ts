import { expect, test } from 'vitest';
import { frameKeyOf, keyGroups, lettersTo } from './frame-keys.ts';

const press = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const around = { isInText: false, areLettersOn: true, isAfterG: false };

test.each([
  ['Ctrl+K opens the palette', { key: 'k', ctrlKey: true }, {}, 'palette'],
  ['with Caps Lock too', { key: 'K', ctrlKey: true }, {}, 'palette'],
  ['and from a text field', { key: 'k', ctrlKey: true }, { isInText: true }, 'palette'],
  ['Cmd+K on a Mac', { key: 'k', metaKey: true }, {}, 'palette'],
  ['Ctrl+Shift+K is somebody else’s', { key: 'K', ctrlKey: true, shiftKey: true }, {}, null],
  ['Ctrl+1 is the one world', { key: '1', ctrlKey: true }, {}, 'users'],
  ['Ctrl+2 the other', { key: '2', ctrlKey: true }, {}, 'directories'],
  ['? shows all keys', { key: '?', shiftKey: true }, {}, 'keys'],
  ['in a text field it is a question mark', { key: '?', shiftKey: true }, { isInText: true }, null],
  ['/ goes to the filter', { key: '/' }, {}, 'filter'],
  ['G waits for a letter', { key: 'g' }, {}, 'after-g'],
  ['G then H is Home', { key: 'h' }, { isAfterG: true }, 'home'],
  ['G then L is the logs', { key: 'L' }, { isAfterG: true }, 'logs'],
  ['G then a letter that leads nowhere', { key: 'x' }, { isAfterG: true }, null],
  ['H alone is nothing', { key: 'h' }, {}, null],
  ['letters that are switched off', { key: 'g' }, { areLettersOn: false }, null],
  ['Ctrl+K works although letters are off', { key: 'k', ctrlKey: true }, { areLettersOn: false }, 'palette'],
  ['F6 goes round', { key: 'F6' }, { isInText: true }, 'next-region'],
  ['Shift+F6 the other way', { key: 'F6', shiftKey: true }, {}, 'previous-region'],
] as const)('%s', (_sentence, pressed, surroundings, expected) => {
  expect(frameKeyOf({ ...press, ...pressed }, { ...around, ...surroundings })).toBe(expected);
});

test('the list of all keys shows each sequence that leads somewhere', () => {
  const listed = keyGroups.flatMap(({ rows }) => rows.map(({ keys }) => keys)).filter((keys) => keys.startsWith('G '));
  const working = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((key) => {
    const destination = frameKeyOf({ ...press, key }, { ...around, isAfterG: true });
    return destination === null ? [] : [`G ${key.toUpperCase()}`];
  });
  expect([...listed].sort()).toEqual(working);
  expect(lettersTo('logs')).toBe('G L');
});
