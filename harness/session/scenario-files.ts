import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { importSchemaDocument } from '#shared/entra/schema-document/import-schema-document.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { type SettingOverrides, withHabits } from '#shared/scenario/job-setup.ts';
import { parseScenario, type ScenarioDraft } from '#shared/scenario/parse-scenario.ts';
import type { Scenario } from '#shared/scenario/scenario.ts';
import { parseTenantFile, type TenantFile } from '#shared/scenario/tenant-file.ts';

export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly tenant: TenantFile;
  /** Of the schema document that the scenario names; else it begins as a new application does. */
  readonly imported?: JobConfiguration | undefined;
}

/** The scenario files behind paths as a person gives them: a file itself, or every `*.scenario.yaml` of a folder, by name. */
export function findScenarioFiles(paths: readonly string[]): Parsed<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) {
      return refused({
        place: path,
        message: 'There is no such file or folder.',
        remedy: 'Give a *.scenario.yaml, or a folder that holds some.',
      });
    }
    if (!stats.isDirectory()) {
      files.push(path);
      continue;
    }
    const inside = readdirSync(path)
      .filter((name) => /\.scenario\.ya?ml$/.test(name))
      .sort();
    if (inside.length === 0) {
      return refused({
        place: path,
        message: 'The folder holds no *.scenario.yaml.',
        remedy: 'Name the scenario files, or another folder.',
      });
    }
    files.push(...inside.map((name) => join(path, name)));
  }
  return accepted([...new Set(files)]);
}

/**
 * Reads a scenario, the tenant and the schema document it names. Problems name `file:line:column`, or the file that cannot be read.
 * `overrides`: what the person who starts the run sets instead of the scenario, which decides how expressions are read.
 */
export function readScenario(file: string, overrides: SettingOverrides = {}): Parsed<LoadedScenario> {
  const text = readText(file, 'scenario');
  return text.ok ? readScenarioText(text.value, file, { overrides }) : text;
}

/** Reads a text as if it stood in a file. `readTenant` gives a tenant file, for whoever reads the same one again and again. */
export function readScenarioText(
  text: string,
  file: string,
  {
    overrides = {},
    readTenant = readTenantFile,
  }: { readonly overrides?: SettingOverrides; readonly readTenant?: typeof readTenantFile } = {},
): Parsed<LoadedScenario> {
  const draft = parseScenario(text, file);
  if (!draft.ok) return draft;
  const tenant = readTenant(besideFile(file, draft.value.tenantPath), draft.value.tenantPlace);
  if (!tenant.ok) return tenant;
  const imported = readSchema(file, draft.value, overrides);
  if (!imported.ok) return imported;
  const scenario = draft.value.complete(tenant.value, { imported: imported.value, overrides });
  return scenario.ok ? accepted({ scenario: scenario.value, tenant: tenant.value, imported: imported.value }) : scenario;
}

/** `place`: where the file is named, for the case that there is none. */
export function readTenantFile(file: string, place: string): Parsed<TenantFile> {
  const text = readText(file, 'tenant file', place);
  return text.ok ? parseTenantFile(text.value, file) : text;
}

/** A path as a scenario names it: taken relative to the file it stands in. */
export function besideFile(file: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file), path);
}

/** Problems name the schema file, and the place in it. */
function readSchema(
  file: string,
  { schema, habits }: ScenarioDraft,
  overrides: SettingOverrides,
): Parsed<JobConfiguration | undefined> {
  if (schema === null) return accepted(undefined);
  const initial = withHabits(defaultJobConfiguration(), { ...habits, ...overrides.habits });
  const schemaFile = besideFile(file, schema.path);
  const text = readText(schemaFile, 'schema document', schema.place);
  if (!text.ok) return text;
  const imported = importSchemaDocument(text.value, initial);
  if (!imported.ok)
    return refused(...imported.problems.map((problem) => ({ ...problem, place: `${schemaFile}: ${problem.place}` })));
  return accepted({ ...imported.value.configuration, habitSettings: {} });
}

function readText(file: string, what: string, place = file): Parsed<string> {
  try {
    return accepted(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const sentence = reason === 'ENOENT' ? `There is no ${what} ${file}.` : `The ${what} ${file} cannot be read (${reason}).`;
    return refused({ place, message: sentence, remedy: 'Check the path; it is taken relative to the file that names it.' });
  }
}
