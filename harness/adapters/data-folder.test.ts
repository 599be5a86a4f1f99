import { expect, test } from 'vitest';
import { dataFolder, keyFolder } from './data-folder.ts';

const linux = { platform: 'linux', home: '/home/ada' } as const;
const mac = { platform: 'darwin', home: '/Users/ada' } as const;
const windows = { platform: 'win32', home: 'C:\\Users\\ada' } as const;

test.each<[string, Parameters<typeof dataFolder>[0], string]>([
  [
    'what --workspace says goes first',
    { ...linux, workspace: '/srv/one', environment: { REHEARSE_HOME: '/srv/two' } },
    '/srv/one',
  ],
  ['then REHEARSE_HOME', { ...linux, environment: { REHEARSE_HOME: '/srv/two' } }, '/srv/two'],
  ['then XDG_DATA_HOME', { ...linux, environment: { XDG_DATA_HOME: '/data' } }, '/data/scim-rehearsal/workspace'],
  [
    'which must be absolute',
    { ...linux, environment: { XDG_DATA_HOME: 'data' } },
    '/home/ada/.local/share/scim-rehearsal/workspace',
  ],
  ['on macOS', { ...mac, environment: {} }, '/Users/ada/Library/Application Support/scim-rehearsal/workspace'],
  ['on Windows', { ...windows, environment: { APPDATA: 'D:\\Roaming' } }, 'D:\\Roaming\\scim-rehearsal\\workspace'],
  ['on Windows without APPDATA', { ...windows, environment: {} }, 'C:\\Users\\ada\\AppData\\Roaming\\scim-rehearsal\\workspace'],
])('the workspace: %s', (_sentence, surroundings, expected) => {
  expect(dataFolder(surroundings)).toBe(expected);
});

test.each<[string, Parameters<typeof keyFolder>[0], string]>([
  ['XDG_CONFIG_HOME', { ...linux, environment: { XDG_CONFIG_HOME: '/config' } }, '/config/scim-rehearsal'],
  ['Linux', { ...linux, environment: {} }, '/home/ada/.config/scim-rehearsal'],
  ['macOS', { ...mac, environment: {} }, '/Users/ada/Library/Preferences/scim-rehearsal'],
  ['Windows', { ...windows, environment: {} }, 'C:\\Users\\ada\\AppData\\Local\\scim-rehearsal\\keys'],
])('the keys: %s', (_sentence, surroundings, expected) => {
  expect(keyFolder(surroundings)).toBe(expected);
});
