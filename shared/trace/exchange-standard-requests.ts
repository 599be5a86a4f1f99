import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { escaped, managerIn, type ReadExchange, type StandardRule, somePlaces, wholeIf } from './exchange-standard-rule.ts';

/** What Entra's requests look like against the standard. Facts: Microsoft's pages and the captures named in docs/FIDELITY.md. */
export const requestRules: readonly StandardRule[] = [
  {
    id: 'op-capital',
    verdict: 'deviates',
    section: 'RFC 7644 §3.5.2',
    sentence:
      'The RFC writes "add", "remove" and "replace" in lower case; Entra\'s legacy dialect capitalises them. Accept any case.',
    evidence: 'documented',
    find: ({ operations }) => somePlaces(operations.filter(({ op }) => /^[A-Z]/.test(op)).map(({ pointer }) => `${pointer}/op`)),
  },
  {
    id: 'boolean-as-text',
    verdict: 'deviates',
    section: 'RFC 7643 §2.3.2',
    sentence: 'A boolean is true or false without quotes; the legacy dialect sends the mapping\'s word, such as "False".',
    evidence: 'captured',
    find: ({ operations }) =>
      somePlaces(
        operations
          .filter(({ path, value }) => /(^|[.:])(active|primary)$/i.test(path ?? '') && typeof value === 'string')
          .map(({ pointer }) => `${pointer}/value`),
      ),
  },
  {
    id: 'manager-bare',
    verdict: 'deviates',
    section: 'RFC 7643 §4.3',
    sentence: 'A manager is an object with a "value"; Entra sends the bare id, and expects an object back.',
    evidence: 'captured',
    find: ({ operations, body, method }) => {
      const patched = operations
        .filter(({ path, value }) => /(^|:)manager$/i.test(path ?? '') && typeof value === 'string')
        .map(({ pointer }) => `${pointer}/value`);
      const created = method === 'POST' && body !== null ? managerIn('', body) : null;
      return somePlaces([...patched, ...(typeof created?.manager === 'string' ? [created.pointer] : [])]);
    },
  },
  {
    id: 'manager-filter',
    verdict: 'deviates',
    section: 'RFC 7644 §3.5.2',
    sentence: 'A filter in a path chooses among several values; the manager is one value, and is removed by its plain path.',
    evidence: 'captured',
    find: ({ operations }) => atPath(operations, /(^|:)manager\[/i),
  },
  {
    id: 'value-path-add',
    verdict: 'open',
    section: 'RFC 7644 §3.5.2.1',
    sentence:
      'Entra writes a path such as emails[type eq "work"].value even where no such value exists yet. The RFC leaves open whether it is created; most products do, and Entra counts on it.',
    evidence: 'captured',
    find: ({ operations }) =>
      somePlaces(
        operations.filter(({ op, path }) => /^(add|replace)$/i.test(op) && /\]\./.test(path ?? '')).map(({ pointer }) => pointer),
      ),
  },
  {
    id: 'keys-as-paths',
    verdict: 'deviates',
    section: 'RFC 7644 §3.5.2.1',
    sentence: 'Without a path the value is an object of attributes; here a key such as "name.givenName" is a path.',
    evidence: 'documented',
    find: ({ operations }) => pathlessKeys(operations, (key) => !/^urn:/i.test(key) && /[.[]/.test(key)),
  },
  {
    id: 'keys-with-urn',
    verdict: 'deviates',
    section: 'RFC 7643 §3.3',
    sentence: 'An extension is an object under its URN; here URN and attribute are one flat key.',
    evidence: 'documented',
    find: ({ operations }) => pathlessKeys(operations, (key, value) => /^urn:/i.test(key) && !isJsonObject(value)),
  },
  {
    id: 'remove-with-value',
    verdict: 'deviates',
    section: 'RFC 7644 §3.5.2.2',
    sentence: 'A remove names what goes by its path, as members[value eq "…"]; a value list next to it has no meaning there.',
    evidence: 'documented',
    find: ({ operations }) =>
      somePlaces(
        operations
          .filter(({ op, value }) => /^remove$/i.test(op) && Array.isArray(value))
          .map(({ pointer }) => `${pointer}/value`),
      ),
  },
  {
    id: 'replace-means-add',
    verdict: 'deviates',
    section: 'RFC 7644 §3.5.2.3',
    sentence: 'A replace takes the place of all members, although one more is meant: read strictly, the others are lost.',
    evidence: 'captured',
    find: ({ operations, purpose }) =>
      purpose !== 'reference-member-add'
        ? null
        : somePlaces(
            operations
              .filter(({ op, path }) => /^replace$/i.test(op) && /^members$/i.test(path ?? ''))
              .map(({ pointer }) => `${pointer}/op`),
          ),
  },
  {
    id: 'ref-null',
    verdict: 'open',
    section: 'RFC 7643 §2.4',
    sentence: 'A "$ref" of null says nothing; requests until about 2019 had it. Do not follow it.',
    evidence: 'captured',
    find: ({ operations }) =>
      somePlaces(
        operations.flatMap(({ pointer, value }) =>
          (Array.isArray(value) ? value : []).flatMap((element: Json, index) =>
            isJsonObject(element) && element['$ref'] === null ? [`${pointer}/value/${index}/$ref`] : [],
          ),
        ),
      ),
  },
  {
    id: 'role-in-text',
    verdict: 'deviates',
    section: 'RFC 7643 §4.1.2',
    sentence: 'The value of a role is the role; the legacy dialect puts a JSON document into it as a text.',
    evidence: 'documented',
    find: ({ operations }) =>
      somePlaces(
        operations
          .filter(({ path, value }) => /^roles$/i.test(path ?? '') && JSON.stringify(value).includes('"{\\"'))
          .map(({ pointer }) => `${pointer}/value`),
      ),
  },
  {
    id: 'several-operations',
    verdict: 'conforms',
    section: 'RFC 7644 §3.5.2',
    sentence: 'Several operations are one: where one cannot be done, none may be.',
    evidence: null,
    find: ({ operations }) => wholeIf(operations.length > 1),
  },
  {
    id: 'put-replaces',
    verdict: 'open',
    section: 'RFC 7644 §3.5.1',
    sentence: 'A PUT replaces the whole resource. Entra never sends one; it is what another client does.',
    evidence: 'documented',
    find: ({ method }) => wholeIf(method === 'PUT'),
  },
  {
    id: 'schemas-ahead',
    verdict: 'open',
    section: 'RFC 7643 §3',
    sentence: 'The enterprise extension is listed in "schemas" even where the body has no attribute of it.',
    evidence: 'documented',
    find: ({ method, body }) => {
      const schemas = body?.['schemas'];
      if (method !== 'POST' || body === null || !Array.isArray(schemas)) return null;
      const known = new Set(Object.keys(body).map((name) => name.toLowerCase()));
      return somePlaces(
        schemas.flatMap((urn: Json, index) =>
          typeof urn === 'string' && /:extension:/i.test(urn) && !known.has(urn.toLowerCase()) ? [`/schemas/${index}`] : [],
        ),
      );
    },
  },
  {
    id: 'microsoft-group-schema',
    verdict: 'deviates',
    section: 'RFC 7643 §3',
    sentence:
      "A schema is a URN of a schema that is used; Microsoft's own one was taken away on 2018-12-18, and the tutorial still shows it.",
    evidence: 'documented',
    find: ({ body }) => {
      const schemas = body?.['schemas'];
      const at = Array.isArray(schemas) ? schemas.findIndex((urn: Json) => /ADSCIM\/2\.0\/Group$/i.test(String(urn))) : -1;
      return at < 0 ? null : [`/schemas/${at}`];
    },
  },
  {
    id: 'meta-sent',
    verdict: 'open',
    section: 'RFC 7643 §3.1',
    sentence: '"meta" is the target\'s own; a client may send it, and it is ignored (RFC 7644 §3.3).',
    evidence: 'documented',
    find: ({ method, body }) => (method === 'POST' && body !== null && 'meta' in body ? ['/meta'] : null),
  },
  {
    id: 'empty-list',
    verdict: 'open',
    section: 'RFC 7643 §2.5',
    sentence: 'An empty list is the same as no value. Entra sends roles, and of a group members, so.',
    evidence: 'documented',
    find: ({ method, body }) =>
      method !== 'POST'
        ? null
        : somePlaces(
            Object.entries(body ?? {}).flatMap(([name, value]) =>
              Array.isArray(value) && value.length === 0 ? [`/${escaped(name)}`] : [],
            ),
          ),
  },
  {
    id: 'form-encoded-filter',
    verdict: 'open',
    section: 'RFC 7644 §3.4.2.2',
    sentence: 'A blank in the filter goes out as "+", as forms write it: read the query that way, or the filter does not parse.',
    evidence: 'captured',
    find: ({ query }) => wholeIf(/(^|&)filter=[^&]*\+/.test(query)),
  },
  {
    id: 'probe',
    verdict: 'conforms',
    section: 'RFC 7644 §3.4.2',
    sentence: 'A search for something that cannot exist: 200 with totalResults 0 is the answer that passes, and 404 is not.',
    evidence: 'documented',
    find: ({ purpose }) => wholeIf(purpose === 'probe-users' || purpose === 'probe-groups'),
  },
  {
    id: 'without-members',
    verdict: 'conforms',
    section: 'RFC 7644 §3.9',
    sentence: 'Groups are asked for without their members, which Entra never reads back.',
    evidence: 'documented',
    find: ({ query }) => wholeIf(/(^|&)excludedAttributes=members(&|$)/i.test(query)),
  },
  {
    id: 'no-accept',
    verdict: 'open',
    section: 'RFC 7644 §3.8',
    sentence: 'Entra sends no Accept and no User-Agent: answer SCIM anyway, and let no gateway refuse the request for it.',
    evidence: 'captured',
    find: ({ sent }) => wholeIf(sent.size > 0 && !sent.has('accept') && !sent.has('user-agent')),
  },
];

function atPath(operations: ReadExchange['operations'], pattern: RegExp): readonly string[] | null {
  return somePlaces(operations.filter(({ path }) => pattern.test(path ?? '')).map(({ pointer }) => `${pointer}/path`));
}

/** Members of values without a path that are no plain attributes. */
function pathlessKeys(
  operations: ReadExchange['operations'],
  isMeant: (key: string, value: Json) => boolean,
): readonly string[] | null {
  return somePlaces(
    operations.flatMap(({ pointer, path, value }) =>
      path !== null || !isJsonObject(value)
        ? []
        : Object.entries(value).flatMap(([key, held]) => (isMeant(key, held) ? [`${pointer}/value/${escaped(key)}`] : [])),
    ),
  );
}
