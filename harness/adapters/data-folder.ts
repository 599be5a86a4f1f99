import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

const NAME = 'scim-rehearsal';

/** What says where files belong on a machine. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The person's home folder, absolute; the system's answer where absent. */
  readonly home?: string;
}

/** Where the workspace lives: what `--workspace` says, else `$REHEARSE_HOME`, else the platform's folder for data. Absolute. */
export function dataFolder(surroundings: Surroundings & { readonly workspace?: string | undefined }): string {
  const { environment, platform, home = homedir() } = surroundings;
  const path = pathOf(platform);
  const chosen = surroundings.workspace || environment['REHEARSE_HOME'];
  if (chosen) return path.resolve(chosen);
  if (platform === 'win32') return path.join(environment['APPDATA'] || path.join(home, 'AppData', 'Roaming'), NAME, 'workspace');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', NAME, 'workspace');
  return path.join(absolute(environment['XDG_DATA_HOME']) ?? path.join(home, '.local', 'share'), NAME, 'workspace');
}

/** Where keys live: never inside a workspace, so that a copied workspace does not carry the key to its vault. */
export function keyFolder({ environment, platform, home = homedir() }: Surroundings): string {
  const path = pathOf(platform);
  if (platform === 'win32') return path.join(environment['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), NAME, 'keys');
  if (platform === 'darwin') return path.join(home, 'Library', 'Preferences', NAME);
  return path.join(absolute(environment['XDG_CONFIG_HOME']) ?? path.join(home, '.config'), NAME);
}

/** The XDG Base Directory Specification says to ignore a relative path. */
function absolute(folder: string | undefined): string | undefined {
  return folder && posix.isAbsolute(folder) ? folder : undefined;
}

function pathOf(platform: NodeJS.Platform) {
  return platform === 'win32' ? win32 : posix;
}
