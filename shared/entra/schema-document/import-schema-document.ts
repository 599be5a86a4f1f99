import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import type { NameOptions } from '../expressions/functions.ts';
import { languageOptionsOf } from '../expressions/language-options.ts';
import type { JobConfiguration } from '../job-configuration.ts';
import { mappingProblems } from '../mapping-problems.ts';
import { sourceAttributesOf } from '../source-catalogue.ts';
import { memberTypeRemarks } from './member-types.ts';
import { readJson } from './read-json.ts';
import { listPointer, type MappingReading } from './read-object-mapping.ts';
import { mappingsOf, readSchema, type SchemaReading } from './read-schema.ts';
import { described, pointer, type SchemaRemark } from './schema-remark.ts';

export interface SchemaImport {
  readonly configuration: JobConfiguration;
  /** What is left out, and what should be known; never a refusal. */
  readonly notes: readonly SchemaRemark[];
}

export interface SchemaCheck {
  /** Null: something is refused. */
  readonly configuration: JobConfiguration | null;
  /** Everything that is to say of the document, refusals included, in its order. */
  readonly remarks: readonly SchemaRemark[];
  /** The document as it is; null where the text is no JSON object. */
  readonly document: JsonObject | null;
}

/**
 * Reads a synchronizationSchema, as *Review your schema here* downloads it or Microsoft Graph gives it, into a job configuration:
 * mappings, scoping filters and attribute lists are the document's, everything else stays as in `current`. The document itself is
 * kept in `schemaDocument`, so that an export has what is not modelled here. Problems name a JSON pointer, or `line:column`.
 */
export function importSchemaDocument(text: string, current: JobConfiguration): Parsed<SchemaImport> {
  const { configuration, remarks } = checkSchemaDocument(text, current);
  return configuration === null
    ? refused(...remarks.filter(({ severity }) => severity === 'refused').map(withoutSeverity))
    : accepted({ configuration, notes: remarks });
}

/** Says of a document what an import would say, and what it would give. */
export function checkSchemaDocument(text: string, current: JobConfiguration = defaultJobConfiguration()): SchemaCheck {
  const json = readJson(text);
  if (!json.ok) return { configuration: null, document: null, remarks: json.problems.map(asRefusal) };
  const { value, remarks } = json.value;
  if (!isJsonObject(value)) return { configuration: null, document: null, remarks: [...remarks, noObject(value)] };
  const options = languageOptionsOf(current);
  const reading = readSchema(value, options);
  const read = [...remarks, ...reading.remarks];
  const found = [...read, ...memberTypeRemarks(value, read)];
  const all = isRefused(found) ? found : [...found, ...savingProblems(reading, options)];
  const configuration = isRefused(all) ? null : { ...current, ...mappingsOf(reading), schemaDocument: value };
  return { configuration, document: value, remarks: all };
}

function isRefused(remarks: readonly SchemaRemark[]): boolean {
  return remarks.some(({ severity }) => severity === 'refused');
}

/** What Entra's editor refuses to save of the mappings that were read. */
function savingProblems({ document, user, group }: SchemaReading, options: NameOptions): readonly SchemaRemark[] {
  return [user, group].flatMap((mapping) => (mapping === null ? [] : problemsOf(mapping, options, document)));
}

function problemsOf({ chosen, mapping, rowIndexes, list }: MappingReading, options: NameOptions, document: JsonObject) {
  const sourceAttributes = sourceAttributesOf(chosen.type, document);
  // Clauses were checked where they stand.
  return mappingProblems({ ...mapping, scope: null }, { sourceAttributes, options }).map((problem): SchemaRemark => {
    const { place, message, remedy } = problem;
    // What Entra's editor does not take, and its document has all the same, as those of gallery applications do.
    if (place === 'Enabled') return { severity: 'note', place: pointer(chosen.place, 'enabled'), message, remedy };
    const [, listed] = /^Attribute list, (.*)$/s.exec(place) ?? [];
    if (listed !== undefined)
      return { severity: 'note', place: list === null ? '/directories' : listPointer(list), message, remedy };
    const [, target = place, column] = /^(.*), column (\d+)$/s.exec(place) ?? [];
    const index = rowIndexes[mapping.attributeMappings.findIndex(({ targetAttributeName }) => targetAttributeName === target)];
    const row = pointer(chosen.place, 'attributeMappings', ...(index === undefined ? [] : [index]));
    if (column === undefined) return asRefusal({ place: row, message, remedy });
    return asRefusal({
      place: pointer(row, 'source', 'expression'),
      message: `${target}${message.includes(`column ${column}`) ? '' : `, column ${column}`}: ${message}`,
      remedy,
    });
  });
}

function noObject(value: Json): SchemaRemark {
  return asRefusal({
    place: '1:1',
    message: `The document is ${described(value)}, and a synchronizationSchema is an object.`,
    remedy: 'Download it under "Review your schema here", or with GET …/synchronization/jobs/{id}/schema.',
  });
}

function asRefusal(problem: Omit<SchemaRemark, 'severity'>): SchemaRemark {
  return { severity: 'refused', ...problem };
}

function withoutSeverity({ place, message, remedy }: SchemaRemark): Omit<SchemaRemark, 'severity'> {
  return { place, message, remedy };
}
