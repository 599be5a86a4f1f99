import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { toleranceDefinitions, tolerancePresets, toleranceRemedy } from '../tolerances.ts';
import type { FaultRule } from './fault-rule.ts';
import { readFaults } from './read-faults.ts';
import { idField, listOf, readField, unknownKeys } from './read-field.ts';

export const PROFILE_VERSION = 1;

/** A whole way to behave, such as a vendor's endpoint has it: what a directory tolerates, how it answers, and what it does wrong. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  /** What it imitates, in a few sentences. */
  readonly imitates: string;
  /** Where that is told: addresses, or pages by title. */
  readonly sources: readonly string[];
  readonly tolerances: readonly string[];
  readonly settings: ProfileSettings;
  readonly faults: readonly FaultRule[];
}

/** The settings of a directory that a profile may decide; what it leaves out stays. */
interface ProfileSettings {
  readonly userPatchStatus?: 200 | 204;
  readonly groupPatchStatus?: 200 | 204;
}

/**
 * Reads a profile: `{ version: 1, id, name, imitates, sources, tolerances: { preset, with?, without? }, settings?, faults? }`.
 * Problems name the place in the document.
 */
export function readProfile(value: Json | undefined): Parsed<Profile> {
  const problems: Problem[] = [];
  if (!isJsonObject(value)) {
    return refused({ place: '', message: 'A profile must be a JSON object.', remedy: 'See docs/schemas/profile.v1.json.' });
  }
  const keys = ['$schema', 'version', 'id', 'name', 'imitates', 'sources', 'tolerances', 'settings', 'faults'];
  unknownKeys(value, keys, 'profile', problems);
  if (value['version'] !== PROFILE_VERSION) {
    const message = `Version ${JSON.stringify(value['version'] ?? null)} of the format is not known here.`;
    problems.push({ place: 'version', message, remedy: `This program reads version ${PROFILE_VERSION}.` });
  }
  const id = readField(idField, value['id'], 'id', problems);
  const name = readField({ type: 'text', sentence: '' }, value['name'], 'name', problems);
  const imitates = readField({ type: 'text', sentence: '' }, value['imitates'], 'imitates', problems);
  const sources = readField({ type: 'texts', sentence: '' }, value['sources'], 'sources', problems);
  const tolerances = readProfileTolerances(value['tolerances'] ?? null, problems);
  const settings = readProfileSettings(value['settings'] ?? {}, problems);
  const faults = readFaults(value['faults'] ?? [], 'faults');
  if (!faults.ok) problems.push(...faults.problems);
  if (problems.length > 0 || !faults.ok) return refused(...problems);
  return accepted({
    id: String(id),
    name: String(name),
    imitates: String(imitates),
    sources: (sources as readonly string[]) ?? [],
    tolerances,
    settings,
    faults: faults.value,
  });
}

/** A preset, more and less: so a profile keeps its meaning when a preset grows. */
function readProfileTolerances(value: Json, problems: Problem[]): readonly string[] {
  if (!isJsonObject(value)) {
    const remedy = 'Write { "preset": "entra-ready", "without": [...] }.';
    problems.push({ place: 'tolerances', message: 'They must be an object.', remedy });
    return [];
  }
  unknownKeys(value, ['preset', 'with', 'without'], 'tolerances', problems);
  const choices = Object.keys(tolerancePresets) as readonly (keyof typeof tolerancePresets)[];
  const preset = readField({ type: 'choice', choices, sentence: '' }, value['preset'], 'tolerances.preset', problems);
  const more = readIds(value, 'with', problems);
  const less = new Set(readIds(value, 'without', problems));
  const chosen = choices.find((choice) => choice === preset);
  return [...new Set([...(chosen === undefined ? [] : tolerancePresets[chosen]), ...more])].filter((id) => !less.has(id));
}

function readIds(value: JsonObject, key: 'with' | 'without', problems: Problem[]): readonly string[] {
  const known: readonly string[] = toleranceDefinitions.map((definition) => definition.id);
  return listOf(value[key] ?? [], `tolerances.${key}`, problems).flatMap((id, index) => {
    if (typeof id === 'string' && known.includes(id)) return [id];
    const message = `The bundled server knows no tolerance ${JSON.stringify(id)}.`;
    problems.push({ place: `tolerances.${key}[${index}]`, message, remedy: toleranceRemedy(String(id)) });
    return [];
  });
}

function readProfileSettings(value: Json, problems: Problem[]): ProfileSettings {
  if (!isJsonObject(value)) {
    problems.push({ place: 'settings', message: 'They must be an object.', remedy: 'Leave them out to keep what is.' });
    return {};
  }
  const names = ['userPatchStatus', 'groupPatchStatus'] as const;
  unknownKeys(value, names, 'settings', problems);
  const read = names.flatMap((name): readonly (readonly [string, 200 | 204])[] => {
    const status = value[name];
    if (status === undefined) return [];
    if (status === 200 || status === 204) return [[name, status]];
    problems.push({
      place: `settings.${name}`,
      message: `${JSON.stringify(status)} is no status for it.`,
      remedy: 'Give 200 or 204.',
    });
    return [];
  });
  return Object.fromEntries(read);
}
