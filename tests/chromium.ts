import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/usr/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
];

export const NO_CHROMIUM =
  'The end-to-end tests need a Chromium and found none: install one (Debian: apt-get install chromium), or name yours in the variable CHROMIUM.';

/** The Chromium that end-to-end tests drive: the one named in CHROMIUM, else one found on this machine. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment['CHROMIUM'];
  if (named) return isProgram(named) ? named : undefined;
  const folders = [...PLACES, ...(environment['PATH'] ?? '').split(delimiter)];
  const names = [...NAMES, 'Google Chrome', 'Chromium'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
