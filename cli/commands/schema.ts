import { readFileSync, statSync } from 'node:fs';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { exportSchemaDocument } from '#shared/entra/schema-document/export-schema-document.ts';
import { checkSchemaDocument, type SchemaCheck } from '#shared/entra/schema-document/import-schema-document.ts';
import { type SchemaDifference, schemaDifferences } from '#shared/entra/schema-document/schema-differences.ts';
import type { SchemaRemark } from '#shared/entra/schema-document/schema-remark.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { ExitCode } from '../exit-codes.ts';
import { noteProblems, type Output } from '../output.ts';

export interface SchemaOptions {
  readonly json?: boolean;
}

const FILE_SIZE_MAX = 10_000_000;

/** What an import would say of a schema document: each problem with its place and what to do. */
export function checkSchema(file: string, options: SchemaOptions, output: Output): ExitCode {
  const text = readDocument(file);
  if (!text.ok) {
    noteProblems(output, text.problems);
    return ExitCode.badInput;
  }
  const check = checkSchemaDocument(text.value);
  const isAccepted = check.configuration !== null;
  if (options.json) {
    output.result(JSON.stringify({ version: 1, file, isAccepted, problems: check.remarks }));
  } else {
    for (const line of checkLines(file, check)) output.result(line);
  }
  return isAccepted ? ExitCode.passed : ExitCode.failed;
}

/** What an administrator would find otherwise in the second document, by mapping and target attribute. */
export function diffSchemas(before: string, after: string, options: SchemaOptions, output: Output): ExitCode {
  const texts = [readDocument(before), readDocument(after)];
  const unread = texts.flatMap((text) => (text.ok ? [] : text.problems));
  if (unread.length > 0) {
    noteProblems(output, unread);
    return ExitCode.badInput;
  }
  const checks = texts.map((text) => checkSchemaDocument(text.ok ? text.value : ''));
  const refusals = checks.flatMap(({ remarks }, index) =>
    remarks.filter(isRefusal).map((remark) => ({ ...remark, place: `${index === 0 ? before : after}: ${remark.place}` })),
  );
  const [old, now] = checks.map(({ configuration }) => configuration);
  if (!old || !now) {
    noteProblems(output, refusals);
    return ExitCode.failed;
  }
  const differences = schemaDifferences(old, now);
  if (options.json) output.result(JSON.stringify({ version: 1, before, after, differences }));
  else for (const line of differenceLines(differences)) output.result(line);
  return ExitCode.passed;
}

/** The document of a new application, which can be edited and given to `schema check` or to a scenario. */
export function exportSchema(output: Output): ExitCode {
  // As the schema of a template is named, which belongs to no tenant.
  const document = exportSchemaDocument(defaultJobConfiguration(), { jobId: `scim.${'0'.repeat(32)}` });
  output.result(JSON.stringify(document, null, 2));
  return ExitCode.passed;
}

const SEVERITY_WORDS = { refused: 'refused ', 'left-out': 'left out', note: 'note    ' } as const;

function checkLines(file: string, { configuration, remarks }: SchemaCheck): readonly string[] {
  const lines = remarks.flatMap(({ severity, place, message, remedy }) => [
    `${SEVERITY_WORDS[severity]}  ${place || '/'}`,
    `          ${message}`,
    ...(remedy === '' ? [] : [`          ${remedy}`]),
  ]);
  if (configuration === null) return [...lines, `${file} is refused.`];
  const { user, group } = configuration;
  const what = [user, group]
    .filter(({ enabled }) => enabled)
    .map(({ sourceObjectName, attributeMappings: rows }) => `${rows.length} rows for ${sourceObjectName}`);
  return [...lines, `${file} can be imported: ${what.join(', ') || 'no mapping is enabled'}.`];
}

function differenceLines(differences: readonly SchemaDifference[]): readonly string[] {
  if (differences.length === 0) return ['The two say the same.'];
  return differences.flatMap(({ place, before, after }) => [
    place,
    ...(before === null ? [] : [`  - ${before}`]),
    ...(after === null ? [] : [`  + ${after}`]),
  ]);
}

function isRefusal({ severity }: SchemaRemark): boolean {
  return severity === 'refused';
}

/** A file as text. PowerShell writes UTF-16 where it redirects output, and says so in the first two bytes. */
function readDocument(file: string): Parsed<string> {
  try {
    const size = statSync(file).size;
    if (size > FILE_SIZE_MAX) {
      return refused({
        place: file,
        message: `The file has ${size} bytes; at most ${FILE_SIZE_MAX} (10 MB) are read.`,
        remedy: 'A schema has about 100 kB: check that this is the right file.',
      });
    }
    const bytes = readFileSync(file);
    return accepted(bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = reason === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${reason}).`;
    return refused({ place: file, message, remedy: 'Give the JSON that "Review your schema here" downloads.' });
  }
}
