import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { escaped, managerIn, type StandardRule, somePlaces } from './exchange-standard-rule.ts';

/** What each resource in an answer owes by the standard, and how Entra takes it where it does not. */
export const resourceRules: readonly StandardRule[] = [
  {
    id: 'no-id',
    verdict: 'deviates',
    section: 'RFC 7643 §3.1',
    sentence:
      'Every resource has an "id", a text that is not empty. Without it Entra cannot remember the resource, and the object fails.',
    evidence: 'documented',
    find: ({ resources }) =>
      somePlaces(
        resources.flatMap(({ pointer, resource: { id } }) =>
          typeof id === 'string' && id !== '' ? [] : [id === undefined ? pointer : `${pointer}/id`],
        ),
      ),
  },
  {
    id: 'no-schemas',
    verdict: 'deviates',
    section: 'RFC 7643 §3',
    sentence: 'Every resource lists its "schemas".',
    evidence: null,
    find: ({ resources }) =>
      somePlaces(resources.filter(({ resource }) => !Array.isArray(resource['schemas'])).map(({ pointer }) => pointer)),
  },
  {
    id: 'no-meta',
    verdict: 'open',
    section: 'RFC 7643 §3.1',
    sentence: '"meta" with resourceType and location belongs to a resource. Entra does not look at it.',
    evidence: 'inferred',
    find: ({ resources }) =>
      somePlaces(resources.filter(({ resource }) => !isJsonObject(resource['meta'])).map(({ pointer }) => pointer)),
  },
  {
    id: 'manager-bare-answer',
    verdict: 'deviates',
    section: 'RFC 7643 §4.3',
    sentence: 'A manager comes back as an object. Entra cannot read a bare text, although it sends one, and the object fails.',
    evidence: 'captured',
    find: ({ resources }) =>
      somePlaces(
        resources.flatMap(({ pointer, resource }) => {
          const found = managerIn(pointer, resource);
          return typeof found?.manager === 'string' ? [found.pointer] : [];
        }),
      ),
  },
  {
    id: 'boolean-text-answer',
    verdict: 'deviates',
    section: 'RFC 7643 §2.3.2',
    sentence: 'A boolean is true or false without quotes, also where the request had a word.',
    evidence: null,
    find: ({ resources }) =>
      somePlaces(
        resources.flatMap(({ pointer, resource }) => (typeof resource['active'] === 'string' ? [`${pointer}/active`] : [])),
      ),
  },
  {
    id: 'password-answer',
    verdict: 'deviates',
    section: 'RFC 7643 §7',
    sentence: 'A password is never returned.',
    evidence: null,
    find: ({ resources }) =>
      somePlaces(resources.flatMap(({ pointer, resource }) => ('password' in resource ? [`${pointer}/password`] : []))),
  },
  {
    id: 'members-answer',
    verdict: 'deviates',
    section: 'RFC 7644 §3.9',
    sentence:
      'Members were excluded and are here all the same: of a large group that is slow, and Entra may report several entries.',
    evidence: 'documented',
    find: ({ query, resources }) =>
      /(^|&)excludedAttributes=members(&|$)/i.test(query)
        ? somePlaces(resources.flatMap(({ pointer, resource }) => (hasMembers(resource) ? [`${pointer}/members`] : [])))
        : null,
  },
  {
    id: 'null-values',
    verdict: 'open',
    section: 'RFC 7643 §2.5',
    sentence: 'Null is the same as no value. Microsoft asks endpoints to leave such attributes out.',
    evidence: 'documented',
    find: ({ resources }) =>
      somePlaces(
        resources.flatMap(({ pointer, resource }) =>
          Object.entries(resource).flatMap(([name, value]) => (value === null ? [`${pointer}/${escaped(name)}`] : [])),
        ),
      ),
  },
];

function hasMembers(resource: JsonObject): boolean {
  const members = resource['members'];
  return Array.isArray(members) && members.length > 0;
}
