import type { HabitRow } from './habits.ts';

const TUTORIAL = 'Microsoft: use-scim-to-provision-users-and-groups';
const COMPATIBILITY = 'Microsoft: application-provisioning-config-problem-scim-compatibility';
const KNOWN_ISSUES = 'Microsoft: known-issues';
const CUSTOMIZE = 'Microsoft: customize-application-attributes';

/** Habits of every request, of reading and of creating. */
export const requestHabits = [
  {
    id: 'dialect',
    sentence:
      'The flag `aadOptscim062020` in the tenant URL selects the compliant dialect; without it the client speaks its legacy one.',
    evidence: 'documented',
    source: `${COMPATIBILITY}; the job \`customappsso\` keeps the state of before 2018-12-18; Okta: developer.okta.com, SCIM 2.0 reference`,
    defaultSetting: 'by-flag',
    settings: [
      { value: 'by-flag', sentence: 'The flag in the tenant URL decides between legacy and compliant.' },
      {
        value: 'legacy',
        sentence: 'Legacy whatever the tenant URL says: capitalised op, a path for each attribute, booleans as words.',
      },
      {
        value: 'compliant',
        sentence: 'Compliant whatever the tenant URL says: lower case, real booleans, several attributes in one operation.',
      },
      {
        value: 'customappsso-2018',
        sentence:
          'The client of before 2018-12-18: legacy, with `/scim` put behind the tenant URL, a dot before extension attributes and before a filter, and the ADSCIM schema on groups. The spelling of the filter is inferred from old gallery tutorials.',
      },
      {
        value: 'okta',
        sentence:
          'Not Entra, for comparison, and our own rendering: users are updated by PUT of the whole resource with real booleans, groups by a compliant PATCH, and requests name `Okta SCIM Client 1.0.0`. Queries and the order of work stay those of Entra.',
      },
    ],
  },
  {
    id: 'on-demand-dialect',
    sentence: 'Provision on demand ignores the flag and speaks the legacy dialect.',
    evidence: 'documented',
    source: COMPATIBILITY,
    defaultSetting: 'legacy',
    settings: [
      { value: 'legacy', sentence: 'Legacy in place of compliant.' },
      { value: 'as-cycles', sentence: 'The dialect of the cycles.' },
    ],
  },
  {
    id: 'probe-random-guid',
    sentence:
      'Test Connection and the start of each cycle look for a user by the first matching attribute with a fresh GUID; 200 with an empty list passes.',
    evidence: 'captured',
    source: `${TUTORIAL}; azure-docs issues 94189, 21660; SCIMReferenceCode issue 63`,
  },
  {
    id: 'probe-groups-too',
    sentence: 'The same look-up is sent for a group, also where the group mapping is off, and a 404 there fails the test.',
    evidence: 'captured',
    source: 'snipe-it issue 11913; the exact query is inferred from the group look-up',
  },
  {
    id: 'filter-form-encoded',
    sentence:
      'A filter goes out form-encoded: a blank is `+`, a quote `%22`. Neither a quote nor a backslash inside the value is escaped.',
    evidence: 'captured',
    source: 'azure-docs issue 94189; SCIMReferenceCode Filter.cs',
  },
  {
    id: 'groups-without-members',
    sentence:
      'Groups are looked up and read with `excludedAttributes=members`, placed before the filter. Members are never read back.',
    evidence: 'documented',
    source: TUTORIAL,
  },
  {
    id: 'adscim-version',
    sentence: 'Requests carry `ADSCIMVersion`. Today it holds a date and an activity id, of which no full line is public.',
    evidence: 'captured',
    source: 'azure-docs issue 21660 (value 5.0, 2019); bitwarden/server knows Entra by the header',
    defaultSetting: '5.0',
    settings: [
      { value: '5.0', sentence: '`ADSCIMVersion: 5.0`, as captured in 2019.' },
      { value: 'off', sentence: 'The header is left out.' },
    ],
  },
  {
    id: 'no-user-agent',
    sentence: 'Requests name neither a `User-Agent` nor what they `Accept`. Names of clients in published logs are invented.',
    evidence: 'captured',
    source: 'suna pull 7297; azure-docs issue 94189',
  },
  {
    id: 'content-type-with-body',
    sentence: '`Content-Type: application/scim+json; charset=utf-8`, only where there is a body.',
    evidence: 'captured',
    source: 'azure-docs issue 12728; scimitar issue 123',
  },
  {
    id: 'flag-forwarding',
    sentence: 'The flag of the tenant URL selects a dialect. Whether it is repeated on every request is not known.',
    evidence: 'inferred',
    source: 'scimgateway had to strip an older flag from paths; no recent capture',
    defaultSetting: 'off',
    settings: [
      { value: 'off', sentence: 'The flag stays off the wire.' },
      { value: 'on', sentence: 'A flag that stands in the tenant URL is the last part of each query.' },
    ],
  },
  {
    id: 'scim-inserted',
    sentence: 'Until 2018-12-18 the client put `/scim` between the tenant URL and the endpoint.',
    evidence: 'documented',
    source: `${COMPATIBILITY}; azure-docs issue 33506 (/scim/scim/Users)`,
    defaultSetting: 'by-dialect',
    settings: [
      { value: 'by-dialect', sentence: 'In the dialect `customappsso-2018` only.' },
      { value: 'on', sentence: 'In every dialect.' },
      { value: 'off', sentence: 'Never, so that the dialect of 2018 can be tried against an endpoint of today.' },
    ],
  },
  {
    id: 'create-key-order',
    sentence:
      'A creation lists schemas, externalId, userName, then core attributes by name, extensions last; `roles` is an empty list where none is mapped, `meta` holds the resource type only.',
    evidence: 'documented',
    source: `${TUTORIAL}, Create User`,
  },
  {
    id: 'user-create-schemas',
    sentence: "A user lists the core and the enterprise schema whatever is sent; schemas of one's own are nested but not listed.",
    evidence: 'documented',
    source: `${TUTORIAL}; ${CUSTOMIZE} (the samples with roles list the core schema alone)`,
    defaultSetting: 'both',
    settings: [
      { value: 'both', sentence: 'Core and enterprise, as in the tutorial.' },
      { value: 'core-only', sentence: 'Core alone, as in the samples with roles.' },
    ],
  },
  {
    id: 'create-real-booleans',
    sentence: 'A creation carries `active` as a JSON boolean, in every dialect.',
    evidence: 'documented',
    source: TUTORIAL,
  },
  {
    id: 'create-primary-work',
    sentence: 'The work e-mail and the work address carry `primary: true`; telephone numbers do not.',
    evidence: 'captured',
    source: `${TUTORIAL}; SimpleIdServer issue 733`,
  },
  {
    id: 'group-create-schema',
    sentence: 'A group is created with `"members": []` and the core schema alone; its members follow one by one.',
    evidence: 'captured',
    source: `learn.microsoft.com question 637791; the ADSCIM schema: ${TUTORIAL}; with an id: AzureAD-BYOA-Provisioning-Samples, guidelines of 2018`,
    defaultSetting: 'members-empty',
    settings: [
      { value: 'members-empty', sentence: 'Core schema, an empty list of members (2021).' },
      {
        value: 'adscim',
        sentence:
          'Core and ADSCIM schema, no members: the tutorial, fixed in 2018. The dialect `customappsso-2018` does so without the switch.',
      },
      {
        value: 'with-id-2018',
        sentence: 'Core and ADSCIM schema, an empty list of members and an id that the client chose (2018).',
      },
    ],
  },
  {
    id: 'null-never-sent',
    sentence: 'A source attribute without a value is left out, at creation and later: nothing is ever cleared in the target.',
    evidence: 'documented',
    source: `${KNOWN_ISSUES}; Microsoft: clear-attribute-values`,
  },
  {
    id: 'default-at-creation',
    sentence: 'A default value and a row that applies only during creation are sent at creation only.',
    evidence: 'documented',
    source: CUSTOMIZE,
    decidedBy: 'each row of the mapping',
  },
  {
    id: 'reads-strictly',
    sentence:
      'An answer must have a non-empty `id`, and a manager must come back as an object although it was sent as a text; else the object fails as not deserializable.',
    evidence: 'captured',
    source: 'Budibase issue 15369; directory-scimple issue 1242',
  },
] as const satisfies readonly HabitRow[];
