import type { JsonObject } from '#shared/kernel/json.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import type { NameOptions } from '../expressions/functions.ts';
import type { ObjectMapping } from '../job-configuration.ts';
import { chooseMappings } from './choose-mappings.ts';
import { Members, type Report } from './members.ts';
import { type MappingReading, readObjectMapping } from './read-object-mapping.ts';
import { described, type SchemaRemark } from './schema-remark.ts';

/** A document as it is rehearsed. What it says is a function of the document alone, but for the names of functions. */
export interface SchemaReading {
  readonly document: JsonObject;
  /** Null where the document has no mapping of that type. */
  readonly user: MappingReading | null;
  readonly group: MappingReading | null;
  readonly remarks: readonly SchemaRemark[];
}

const REMARK_COUNT_MAX = 1000;

/** Reads what can be read of a document; what cannot, the remarks name. Nothing is checked but the document's form and words. */
export function readSchema(document: JsonObject, options: NameOptions): SchemaReading {
  const remarks: SchemaRemark[] = [];
  const report: Report = (remark) => {
    // More than anybody reads; but that something is refused is never left unsaid.
    const isFull = remarks.length >= REMARK_COUNT_MAX;
    if (!isFull || (remark.severity === 'refused' && !remarks.some(({ severity }) => severity === 'refused')))
      remarks.push(remark);
  };
  if (!Object.hasOwn(document, 'synchronizationRules')) {
    report(noRules(document));
    return { document, user: null, group: null, remarks };
  }
  const version = versionNote(document);
  if (version !== null) report(version);
  // Lists are looked for by name; what is no list at all is said here.
  new Members(document, '', report).optionalObjects('directories');
  const readings = chooseMappings(document, report).map((chosen) => readObjectMapping(document, chosen, { options, report }));
  const ofType = (type: 'User' | 'Group') => readings.find(({ chosen }) => chosen.type === type) ?? null;
  const [user, group] = [ofType('User'), ofType('Group')];
  for (const reading of readings.filter(({ isScim, list }) => isScim && list === null)) report(noListNote(reading));
  if (readings.length === 1) report(absentNote(user === null ? 'users' : 'groups'));
  return { document, user, group, remarks };
}

/** The mappings that a reading stands for: one that the document does not have is the default, switched off. */
export function mappingsOf({ user, group }: SchemaReading): { readonly user: ObjectMapping; readonly group: ObjectMapping } {
  const defaults = defaultJobConfiguration();
  return {
    user: user?.mapping ?? { ...defaults.user, enabled: false },
    group: group?.mapping ?? { ...defaults.group, enabled: false },
  };
}

/** The document as it is may be another one of Graph, which then says where the schema is. */
function noRules(document: JsonObject): SchemaRemark {
  const has = (name: string): boolean => Object.hasOwn(document, name);
  const hint = has('schema')
    ? 'It stands under "schema" here, as in a job or a template: save that part alone.'
    : has('value')
      ? 'This is a list of Graph: save the schema of one entry alone.'
      : has('attributeMappings')
        ? 'This is a single object mapping: download the whole schema.'
        : 'Download it under "Review your schema here", or with GET …/synchronization/jobs/{id}/schema.';
  return {
    severity: 'refused',
    place: '/synchronizationRules',
    message: 'The document has no synchronizationRules, so it is no synchronizationSchema.',
    remedy: hint,
  };
}

// Seen: `v1.1`, `6.0`, `Date:2024-06-19T14:53:12.7416198Z, ActivityId:…`, and an id alone (2017).
const KNOWN_VERSIONS = /^(?:v?1(?:\.\d+)*|\d+\.\d+|Date:.+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const NEWER_VERSION = /^v(?:[2-9]|\d\d)/i;

function versionNote(document: JsonObject): SchemaRemark | null {
  const version = document['version'];
  if (version === undefined || version === null) return null;
  if (typeof version === 'string' && KNOWN_VERSIONS.test(version) && !NEWER_VERSION.test(version)) return null;
  return {
    severity: 'note',
    place: '/version',
    message: `The version is ${described(version)}, which was not seen before: the document may be newer than what is known here.`,
    remedy: 'What is known is rehearsed, the rest is kept for export. See what else is said of the document.',
  };
}

function noListNote({ chosen, mapping }: MappingReading): SchemaRemark {
  return {
    severity: 'note',
    place: '/directories',
    message: `The document has no attribute list of ${chosen.targetDirectoryName} for ${mapping.targetObjectName}.`,
    remedy: 'The list of a new SCIM application is taken. Graph gives the lists with ?$expand=directories.',
  };
}

function absentNote(objects: 'users' | 'groups'): SchemaRemark {
  return {
    severity: 'note',
    place: '/synchronizationRules',
    message: `The document has no mapping of ${objects}.`,
    remedy: `No ${objects} are provisioned then: their mapping is the default, switched off.`,
  };
}
