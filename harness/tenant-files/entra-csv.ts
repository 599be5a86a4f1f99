import { CsvError, parse } from 'csv-parse/sync';
import type { SourceValue, TenantUser } from '#shared/entra/tenant.ts';
import { closest } from '#shared/kernel/closest.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { objectIdForKey } from '#shared/scenario/tenant-file.ts';
import { attributeSchemas } from '#shared/scenario/tenant-schema.ts';

export interface CsvImport {
  readonly objects: readonly TenantUser[];
  /** What was ignored, missing or made up; each a sentence. */
  readonly notes: readonly string[];
  /** The list holds no mailNickname, and none was made up. */
  readonly needsMailNickname: boolean;
}

/** Columns of Entra's *Download users* that no mapping can use (its source attributes have no such names). */
const columnsLeftOut = [
  'authenticationAlternativePhoneNumber',
  'authenticationEmail',
  'ageGroup',
  'consentProvidedForMinor',
  'legalAgeGroupClassification',
];
/** Attributes that one field of text cannot hold. */
const attributesOfOtherKinds = ['directoryExtensions', 'otherMails', 'proxyAddresses', 'dirSyncEnabled'];
const attributeNames = Object.keys(attributeSchemas('User')).filter((name) => !attributesOfOtherKinds.includes(name));
const knownColumns = [...attributeNames, 'alternateEmailAddress', ...columnsLeftOut];

interface Row {
  readonly line: number;
  /** By column name as we spell it; empty fields left out. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Reads the CSV that Entra's *Users > Download users* gives, also as a spreadsheet saves it again: byte order mark, semicolons,
 * quoted fields, blank lines. Columns may come in any order; those we know may be missing, but userPrincipalName.
 */
export function parseEntraCsv(
  text: string,
  options: { readonly fileName: string; readonly makesUpMailNickname: boolean },
): Parsed<CsvImport> {
  const table = readTable(text, options.fileName);
  if (!table.ok) return table;
  const { header, records } = table.value;
  const columns = header.map((name) => knownColumns.find((known) => known.toLowerCase() === name.toLowerCase()) ?? null);
  const headerProblem = checkHeader(header, columns, options.fileName);
  if (headerProblem !== undefined) return refused(headerProblem);

  const rows = records.map(({ line, fields }) => toRow(line, fields, columns));
  const problems = rowProblems(rows, options.fileName);
  if (problems.length > 0) return refused(...problems);
  const idByName = new Map<string, string>();
  for (const row of rows) {
    const id = objectIdOf(row);
    idByName.set(row.fields.get('userPrincipalName')?.toLowerCase() ?? '', id);
    idByName.set(id.toLowerCase(), id);
  }
  return accepted({
    objects: rows.map((row) => toUser(row, idByName, options.makesUpMailNickname)),
    notes: notesOf(header, columns, rows, options.makesUpMailNickname),
    needsMailNickname: !options.makesUpMailNickname && rows.some(({ fields }) => !fields.has('mailNickname')),
  });
}

interface Table {
  readonly header: readonly string[];
  readonly records: readonly { readonly line: number; readonly fields: readonly string[] }[];
}

function readTable(text: string, fileName: string): Parsed<Table> {
  // Excel reads, and some tools write, the separator in a line of its own.
  const declared = /^\uFEFF?sep=(.)\r?\n/.exec(text);
  const body = declared ? text.slice(declared[0].length) : text;
  const firstLine = /^\uFEFF?(?:[\s,;]*\n)*([^\n]*)/.exec(body)?.[1] ?? '';
  const delimiter =
    declared?.[1] ?? [',', ';', '\t'].sort((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ',';
  try {
    const parsed = parse(body, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
    const [header, ...records] = parsed;
    if (header === undefined) {
      return refused({
        place: `${fileName}:1`,
        message: 'The list is empty.',
        remedy: 'Download it again: Users > Download users.',
      });
    }
    const shift = declared ? 1 : 0;
    return accepted({
      header: header.record,
      records: records.map(({ info, record }) => ({ line: info.lines + shift, fields: record })),
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return refused({
      place: `${fileName}:${line}`,
      message: `This is no readable CSV: ${error.message.replace(/\.?$/, '.')}`,
      remedy: 'Look for a quotation mark that is not closed, or download the list again.',
    });
  }
}

function checkHeader(header: readonly string[], columns: readonly (string | null)[], fileName: string): Problem | undefined {
  const twice = columns.find((column, index) => column !== null && columns.indexOf(column) !== index);
  if (typeof twice === 'string') {
    return { place: `${fileName}:1`, message: `The column ${twice} stands there twice.`, remedy: 'Remove one of the two.' };
  }
  if (columns.includes('userPrincipalName')) return undefined;
  return {
    place: `${fileName}:1`,
    message: `There is no column userPrincipalName; the first line says: ${header.slice(0, 6).join(', ')}${header.length > 6 ? ', ...' : ''}.`,
    remedy: 'Download the list in Entra: Users > All users > Download users. Its first line holds the column names.',
  };
}

function toRow(line: number, fields: readonly string[], columns: readonly (string | null)[]): Row {
  const named = columns.flatMap((column, index): readonly [string, string][] => {
    const field = fields[index] ?? '';
    return column === null || field === '' ? [] : [[column, field]];
  });
  return { line, fields: new Map(named) };
}

function rowProblems(rows: readonly Row[], fileName: string): readonly Problem[] {
  const lineByName = new Map<string, number>();
  return rows.flatMap(({ line, fields }): readonly Problem[] => {
    const place = `${fileName}:${line}`;
    const name = fields.get('userPrincipalName');
    if (name === undefined) {
      return [{ place, message: 'This user has no userPrincipalName.', remedy: 'Fill it in, or remove the line.' }];
    }
    const enabled = fields.get('accountEnabled');
    const objectId = fields.get('objectId');
    const earlier = lineByName.get(name.toLowerCase());
    lineByName.set(name.toLowerCase(), line);
    return [
      ...(earlier === undefined
        ? []
        : [
            {
              place,
              message: `The userPrincipalName "${name}" is already that of line ${earlier}.`,
              remedy: 'Remove one of the two.',
            },
          ]),
      ...(enabled === undefined || /^(true|false)$/i.test(enabled)
        ? []
        : [{ place, message: `accountEnabled is "${enabled}".`, remedy: 'Write True or False.' }]),
      ...(objectId === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(objectId)
        ? []
        : [{ place, message: `"${objectId}" is no objectId.`, remedy: 'It is a GUID; leave it empty to have one made.' }]),
    ];
  });
}

function objectIdOf({ fields }: Row): string {
  return fields.get('objectId')?.toLowerCase() ?? objectIdForKey(fields.get('userPrincipalName') ?? '');
}

function toUser(row: Row, idByName: ReadonlyMap<string, string>, makesUpMailNickname: boolean): TenantUser {
  const name = row.fields.get('userPrincipalName') ?? '';
  const attributes: Record<string, SourceValue> = { accountEnabled: true, displayName: name };
  for (const [column, field] of row.fields) {
    if (column === 'objectId' || column === 'manager' || columnsLeftOut.includes(column)) continue;
    if (column === 'alternateEmailAddress') attributes['otherMails'] = [field];
    else attributes[column] = column === 'accountEnabled' ? field.toLowerCase() === 'true' : field;
  }
  if (makesUpMailNickname) attributes['mailNickname'] ??= name.split('@')[0] ?? name;
  return {
    type: 'User',
    objectId: objectIdOf(row),
    key: name,
    attributes,
    managerId: idByName.get(row.fields.get('manager')?.toLowerCase() ?? '') ?? null,
    deletedAt: null,
  };
}

function notesOf(
  header: readonly string[],
  columns: readonly (string | null)[],
  rows: readonly Row[],
  makesUpMailNickname: boolean,
): readonly string[] {
  const countWithout = (column: string): number => rows.filter(({ fields }) => !fields.has(column)).length;
  const unknown = header.filter((_name, index) => columns[index] === null).filter((name) => name !== '');
  const leftOut = columns.filter((column): column is string => column !== null && columnsLeftOut.includes(column));
  const withoutNickname = countWithout('mailNickname');
  return [
    ...unknown.map((name) => {
      const near = closest(name, knownColumns);
      return `The column "${name}" is not known and was left out${near === undefined ? '.' : `; rename it if you mean "${near}".`}`;
    }),
    ...(leftOut.length > 0 ? [`Left out, because no mapping can use them: ${leftOut.join(', ')}.`] : []),
    ...(withoutNickname === 0
      ? []
      : makesUpMailNickname
        ? [`mailNickname was made up for ${countOf(withoutNickname)}: the part of the userPrincipalName before the @.`]
        : [
            `${countOf(withoutNickname)} came without mailNickname, which the default mapping sends as externalId: have it made up from the userPrincipalName, or map objectId to externalId.`,
          ]),
    ...(columns.includes('employeeId') ? [] : ['The list has no employeeId: employeeNumber will not be sent.']),
    ...(columns.includes('manager') ? [] : ['The list has no manager: nobody will be updated with a manager after the create.']),
    ...(columns.includes('displayName') ? [] : ['The list has no displayName: the userPrincipalName stands in for it.']),
  ];
}

function countOf(userCount: number): string {
  return userCount === 1 ? 'one user' : `${userCount} users`;
}
