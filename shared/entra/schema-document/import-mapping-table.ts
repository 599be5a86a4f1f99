import { isEqualJson } from '#shared/kernel/json.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { toMappingSource } from '../default-mappings.ts';
import { languageOptionsOf } from '../expressions/language-options.ts';
import type { AttributeMapping, JobConfiguration, MappingSource, ObjectMapping } from '../job-configuration.ts';
import { mappingProblems } from '../mapping-problems.ts';
import { sourceAttributesOf } from '../source-catalogue.ts';
import { parseTargetAttribute } from '../target-attribute.ts';
import { listedDefinition, unlistedDefinition } from '../target-catalogue.ts';
import type { SchemaImport } from './import-schema-document.ts';
import { ROW_COUNT_MAX } from './read-object-mapping.ts';
import type { SchemaRemark } from './schema-remark.ts';
import { type TableLine, tableLines } from './table-cells.ts';
import { guessedColumns, headerColumns, type TableColumns } from './table-columns.ts';

const TABLE_LENGTH_MAX = 1_000_000;

/** The rows of one mapping as a table has them. */
interface MappingTable {
  readonly type: 'User' | 'Group';
  readonly columns: TableColumns;
  readonly lines: readonly TableLine[];
}

/**
 * Reads an attribute-mapping table, pasted or from a file, as the portal shows it or the guide of a vendor prints it: columns of
 * target attribute, source attribute and matching precedence, with or without a header, divided by tab, comma, semicolon or pipe.
 * The table replaces the rows of its mapping; a row keeps its default value and when it applies where the table does not say.
 * A table of groups says so above itself, or maps `members`. Problems name `line N`.
 */
export function importMappingTable(text: string, current: JobConfiguration): Parsed<SchemaImport> {
  if (text.length > TABLE_LENGTH_MAX) {
    const message = `The text has ${text.length} characters; of a table at most ${TABLE_LENGTH_MAX} (1 MB) are read.`;
    return refused({ place: 'line 1', message, remedy: 'Paste the mapping table alone.' });
  }
  const tables = tablesOf(tableLines(text), sourceNames(current));
  if (tables.length === 0) return refused(noTable());
  const mappings = (['User', 'Group'] as const).flatMap((type) => {
    const lines = tables.filter((table) => table.type === type).flatMap(placedLines);
    return lines.length === 0 ? [] : [readMapping(lines, current, type === 'User' ? 'user' : 'group')];
  });
  const problems = mappings.flatMap((mapping) => (mapping.ok ? [] : mapping.problems));
  if (problems.length > 0) return refused(...problems);
  const read = mappings.flatMap((mapping) => (mapping.ok ? [mapping.value] : []));
  const configuration = { ...current, ...Object.fromEntries(read.map(({ key, mapping }) => [key, mapping])) };
  return accepted({ configuration, notes: read.flatMap(({ notes }) => notes) });
}

/** One row of a table, and how the table's columns are to be read. */
interface PlacedLine extends TableLine {
  readonly columns: TableColumns;
}

function placedLines({ lines, columns }: MappingTable): readonly PlacedLine[] {
  return lines.map((line) => ({ ...line, columns }));
}

interface ReadMapping {
  readonly key: 'user' | 'group';
  readonly mapping: ObjectMapping;
  readonly notes: readonly SchemaRemark[];
}

/** All rows of one mapping, in whichever of the tables they stand: guides have some for required and for optional attributes. */
function readMapping(lines: readonly PlacedLine[], current: JobConfiguration, key: 'user' | 'group'): Parsed<ReadMapping> {
  if (lines.length > ROW_COUNT_MAX) return refused(tooManyRows(lines));
  const rows = lines.map((line) => readRow(line, current[key]));
  const unread = rows.flatMap((row) => (row.ok ? [] : row.problems));
  if (unread.length > 0) return refused(...unread);
  const read = rows.flatMap((row) => (row.ok ? [row.value] : []));
  const mapping = withRows(current[key], read);
  const problems = tableProblems(mapping, lines, current);
  if (problems.length > 0) return refused(...problems);
  return accepted({ key, mapping, notes: newAttributeNotes(current[key], mapping, lines) });
}

function sourceNames({ schemaDocument }: JobConfiguration): ReadonlySet<string> {
  const all = (['User', 'Group'] as const).flatMap((type) => sourceAttributesOf(type, schemaDocument));
  return new Set(all.map(({ name }) => name));
}

function tooManyRows(lines: readonly PlacedLine[]): Problem {
  return {
    place: `line ${lines[0]?.number ?? 1}`,
    message: `The table has ${lines.length} rows; at most ${ROW_COUNT_MAX} are rehearsed.`,
    remedy: 'Paste the mapping table alone.',
  };
}

function noTable(): Problem {
  return {
    place: 'line 1',
    message: 'There is no table here: no line has a target attribute and a source attribute.',
    remedy: 'Paste rows such as: userName, userPrincipalName, 1. Tab, comma, semicolon and pipe divide the columns.',
  };
}

/** A header begins a table; so do rows after a heading, and the first row. */
function tablesOf(lines: readonly TableLine[], names: ReadonlySet<string>): readonly MappingTable[] {
  const blocks: { heading: string; header: TableLine | null; rows: TableLine[] }[] = [];
  let heading = '';
  let isFresh = true;
  for (const line of lines) {
    if (!line.isRow) {
      heading = line.cells.join(' ');
      isFresh = true;
      continue;
    }
    const isHeader = headerColumns(line) !== null;
    if (isHeader || isFresh) blocks.push({ heading, header: isHeader ? line : null, rows: [] });
    isFresh = false;
    if (!isHeader) blocks.at(-1)?.rows.push(line);
  }
  return blocks
    .filter(({ rows }) => rows.length > 0)
    .map(({ heading: above, header, rows }) => {
      const columns = (header === null ? null : headerColumns(header)) ?? guessedColumns(rows, names);
      return { columns, lines: rows, type: typeOf(`${above} ${header?.cells.join(' ') ?? ''}`, rows, columns) };
    });
}

function typeOf(words: string, rows: readonly TableLine[], { target }: TableColumns): 'User' | 'Group' {
  const isNamed = /\bgroups?\b/i.test(words) && !/\busers?\b/i.test(words);
  return isNamed || rows.some(({ cells }) => cells[target]?.toLowerCase() === 'members') ? 'Group' : 'User';
}

function readRow({ cells, number, columns }: PlacedLine, current: ObjectMapping): Parsed<AttributeMapping> {
  const place = `line ${number}`;
  const target = cells[columns.target] ?? '';
  const written = straightQuotes(cells[columns.source] ?? '');
  if (parseTargetAttribute(target) === null) {
    return refused({
      place,
      message: target === '' ? 'The line has no target attribute.' : `"${target}" is no target attribute.`,
      remedy: 'Write a SCIM path such as title, name.givenName or emails[type eq "work"].value, and a source beside it.',
    });
  }
  const known = current.attributeMappings.find((row) => isSameName(row.targetAttributeName, target));
  const precedence = precedenceOf(columns.matching === null ? null : (cells[columns.matching] ?? ''), known);
  if (precedence === null) {
    return refused({
      place,
      message: `"${cells[columns.matching ?? 0]}" is no matching precedence.`,
      remedy: 'Write a whole number, the lowest first, or leave the cell empty.',
    });
  }
  const [defaultValue, apply, kind] = [columns.defaultValue, columns.apply, columns.kind].map((at) =>
    at === null ? null : (cells[at] ?? ''),
  );
  return accepted({
    targetAttributeName: target,
    source: /^constant$/i.test(kind ?? '') ? toConstant(written) : toSource(written),
    matchingPriority: precedence,
    flowType: apply ? (/creat/i.test(apply) ? 'ObjectAddOnly' : 'Always') : (known?.flowType ?? 'Always'),
    defaultValue: (defaultValue ?? known?.defaultValue) || null,
  });
}

/** Quotation marks that a word processor has turned. */
function straightQuotes(text: string): string {
  return text.replace(/[\u201c\u201d\u201e]/g, '"');
}

/** Its quotation marks may have been those of CSV. */
function toConstant(text: string): MappingSource {
  const source = toSource(text);
  return source.type === 'Constant' ? source : { type: 'Constant', value: text };
}

function toSource(text: string): MappingSource {
  if (text === '') return { type: 'None' };
  const isExpression = /^[A-Za-z]\w*\s*\(/.test(text) || text.startsWith('[') || text.startsWith('"');
  return isExpression ? toMappingSource(text) : { type: 'Attribute', name: text };
}

/** Null for what is no number. Without such a column, what matched before still does. */
function precedenceOf(cell: string | null, known: AttributeMapping | undefined): number | null {
  if (cell === null) return known?.matchingPriority ?? 0;
  if (/^(?:|-|–|—|no|n\/a)$/i.test(cell)) return 0;
  return /^\d{1,2}$/.test(cell) ? Number(cell) : null;
}

function withRows(current: ObjectMapping, rows: readonly AttributeMapping[]): ObjectMapping {
  const unlisted = rows
    .map(({ targetAttributeName }) => targetAttributeName)
    .filter((name) => listedDefinition(current.targetAttributes, name) === undefined);
  const added = [...new Set(unlisted)].map(unlistedDefinition);
  return {
    ...current,
    attributeMappings: rows,
    targetAttributes: added.length === 0 ? current.targetAttributes : [...current.targetAttributes, ...added],
  };
}

function newAttributeNotes(before: ObjectMapping, after: ObjectMapping, lines: readonly PlacedLine[]): readonly SchemaRemark[] {
  return after.targetAttributes
    .filter((definition) => !before.targetAttributes.some((known) => isEqualJson(known, definition)))
    .map(({ name, type }) => ({
      severity: 'note' as const,
      place: lineOf(name, lines),
      message: `${name} was not in the attribute list of the target; it is added as ${type}.`,
      remedy: 'Set its type under Edit attribute list if it is another.',
    }));
}

function tableProblems(mapping: ObjectMapping, lines: readonly PlacedLine[], current: JobConfiguration): readonly Problem[] {
  const surroundings = {
    sourceAttributes: sourceAttributesOf(mapping.sourceObjectName, current.schemaDocument),
    options: languageOptionsOf(current),
  };
  return mappingProblems(mapping, surroundings).map(({ place, message, remedy }) => {
    const [, target = place] = /^(.*), column \d+$/s.exec(place) ?? [];
    const line = lineOf(target, lines);
    return { place: line, message: message.includes(target) ? message : `${place}: ${message}`, remedy };
  });
}

/** The line that maps a target attribute; the first of the table where none does. */
function lineOf(target: string, lines: readonly PlacedLine[]): string {
  const line = lines.findLast(({ cells, columns }) => isSameName(cells[columns.target] ?? '', target)) ?? lines[0];
  return `line ${line?.number ?? 1}`;
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
