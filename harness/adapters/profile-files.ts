import { readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type Profile, readProfile } from '#server/faults/read-profile.ts';
import { closest } from '#shared/kernel/closest.ts';
import { parseJson } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

/** Where the shipped profiles lie, and where the one who names a profile stands. */
export interface ProfilePlaces {
  /** Null: none are at hand, and only files can be named. */
  readonly shippedFolder: string | null;
  /** What a path is relative to; null: the current folder. */
  readonly namedIn: string | null;
  /** What problems name: an option, or a place in a file. */
  readonly place: string;
}

/** The profile of an id among the shipped ones, or of a file: what ends in `.json` or has a slash is a path. */
export function findProfile(idOrFile: string, { shippedFolder, namedIn, place }: ProfilePlaces): Parsed<Profile> {
  if (/\.json$|[\\/]/i.test(idOrFile)) {
    return readProfileFile(isAbsolute(idOrFile) || namedIn === null ? idOrFile : join(dirname(namedIn), idOrFile), place);
  }
  const known = shippedFolder === null ? [] : profileIds(shippedFolder);
  if (shippedFolder !== null && known.includes(idOrFile)) return readProfileFile(join(shippedFolder, `${idOrFile}.json`), place);
  const near = closest(idOrFile, known);
  const meant = near === undefined ? '' : `Did you mean "${near}"? `;
  return refused({
    place,
    message: `There is no profile "${idOrFile}".`,
    remedy:
      known.length === 0
        ? 'Give the path of a profile, such as ./my-profile.json.'
        : `${meant}Known profiles: ${known.join(', ')}; or give the path of a file, such as ./my-profile.json.`,
  });
}

/** The shipped profiles, by id. A file that cannot be read is a problem of this program, and is told as one. */
export function listProfiles(shippedFolder: string): Parsed<readonly Profile[]> {
  const read = profileIds(shippedFolder).map((id) => readProfileFile(join(shippedFolder, `${id}.json`), 'profiles'));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0 ? refused(...problems) : accepted(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

function profileIds(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort();
  } catch {
    return [];
  }
}

function readProfileFile(file: string, place: string): Parsed<Profile> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = reason === 'ENOENT' ? `There is no profile ${file}.` : `The profile ${file} cannot be read (${reason}).`;
    return refused({ place, message, remedy: 'Check the path.' });
  }
  const json = parseJson(text);
  if (json === undefined)
    return refused({ place: file, message: 'The profile is not JSON.', remedy: 'Mend it, or name another file.' });
  const profile = readProfile(json);
  return profile.ok
    ? profile
    : refused(
        ...profile.problems.map((problem) => ({ ...problem, place: problem.place === '' ? file : `${file}: ${problem.place}` })),
      );
}
