import type { HabitRow } from './habits.ts';

const TUTORIAL = 'Microsoft: use-scim-to-provision-users-and-groups';
const COMPATIBILITY = 'Microsoft: application-provisioning-config-problem-scim-compatibility';
const KNOWN_ISSUES = 'Microsoft: known-issues';
const CUSTOMIZE = 'Microsoft: customize-application-attributes';
const FLAG = '`?aadOptscim062020` on the tenant URL';

/** Habits of the composer: what a request looks like and what an answer must. */
export const wireHabits: readonly HabitRow[] = [
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
    id: 'adscimversion-header',
    sentence:
      'Requests carry `ADSCIMVersion` and neither `User-Agent` nor `Accept`. Today the header holds a date and an activity id, of which no full line is public.',
    evidence: 'captured',
    source: 'azure-docs issue 21660 (value 5.0, 2019); suna pull 7297',
    defaultSetting: '`ADSCIMVersion: 5.0`',
  },
  {
    id: 'content-type-with-body',
    sentence: '`Content-Type: application/scim+json; charset=utf-8`, only where there is a body.',
    evidence: 'captured',
    source: 'azure-docs issue 12728; scimitar issue 123',
  },
  {
    id: 'flag-not-forwarded',
    sentence: 'The flag of the tenant URL selects a dialect. Whether it is repeated on every request is not known.',
    evidence: 'inferred',
    source: 'scimgateway had to strip an older flag from paths; no recent capture',
    defaultSetting: 'not sent',
  },
  {
    id: 'create-key-order',
    sentence:
      'A creation lists schemas, externalId, userName, then core attributes by name, extensions last; `roles` is an empty list where none is mapped, `meta` holds the resource type only.',
    evidence: 'documented',
    source: `${TUTORIAL}, Create User`,
  },
  {
    id: 'create-both-schemas',
    sentence: "A user lists the core and the enterprise schema whatever is sent; schemas of one's own are nested but not listed.",
    evidence: 'documented',
    source: `${TUTORIAL}; ${CUSTOMIZE}`,
  },
  {
    id: 'create-real-booleans',
    sentence: 'A creation carries `active` as a JSON boolean, in both dialects.',
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
    id: 'create-group-empty',
    sentence: 'A group is created with `"members": []` and the core schema alone; its members follow one by one.',
    evidence: 'captured',
    source: 'learn.microsoft.com question 637791',
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
    switch: 'per row of the mapping',
  },
  {
    id: 'patch-capitalised',
    sentence: 'Without the flag, `op` is capitalised and each attribute has an operation of its own with a path.',
    evidence: 'documented',
    source: COMPATIBILITY,
    switch: FLAG,
  },
  {
    id: 'patch-string-booleans',
    sentence: 'Without the flag, a boolean is the mapping\'s word: `"False"`, or `"false"` after the expression was edited so.',
    evidence: 'captured',
    source: `${COMPATIBILITY}; scimitar issue 43, scimgateway issue 47, scimmy issue 86`,
    switch: FLAG,
  },
  {
    id: 'patch-add-or-replace',
    sentence: '`Add` where the target answered no value (or an empty one), `Replace` where it answered another.',
    evidence: 'captured',
    source: 'learn.microsoft.com question 1373350; laravel-scim-server issue 34',
  },
  {
    id: 'patch-pathless',
    sentence:
      'With the flag, several simple attributes of one kind are one operation without a path, under flat keys such as `name.givenName`; filtered paths come before it, and a single attribute keeps its path.',
    evidence: 'documented',
    source: `${COMPATIBILITY}; scim-patch issue 132`,
    defaultSetting: 'with the flag',
    switch: FLAG,
  },
  {
    id: 'manager-bare-string',
    sentence: 'A manager is added as a bare id with a path, even where another one is replaced, in a request of its own.',
    evidence: 'captured',
    source: 'SCIM-SDK issue 686; learn.microsoft.com question 188003',
  },
  {
    id: 'manager-cleared-silent',
    sentence:
      'A manager who was cleared is not sent. Older and newer traffic differs: a remove with a filter, or a replace with an empty value.',
    evidence: 'captured',
    source: 'techcommunity discussion 4183339; other forms: scim-patch issue 453',
    defaultSetting: 'nothing is sent',
  },
  {
    id: 'member-one-per-request',
    sentence: 'One member a request, added or removed.',
    evidence: 'captured',
    source: 'snipe-it issue 19096; Infisical pull 6471',
    defaultSetting: 'one after another',
  },
  {
    id: 'remove-member-by-value',
    sentence:
      'Without the flag, a member is removed with a value list, which the RFC gives no meaning; with it, by a filtered path.',
    evidence: 'documented',
    source: COMPATIBILITY,
    switch: FLAG,
  },
  {
    id: 'member-add-compliant',
    sentence:
      'With the flag, a member is added with `add`. A `replace` with one value was captured as well, which makes a strict server lose the others.',
    evidence: 'documented',
    source: `${COMPATIBILITY} (2020); snipe-it issue 19096`,
    defaultSetting: '`add`',
  },
  {
    id: 'reads-strictly',
    sentence:
      'An answer must have a non-empty `id`, and a manager must come back as an object although it was sent as a text; else the object fails as not deserializable.',
    evidence: 'captured',
    source: 'Budibase issue 15369; directory-scimple issue 1242',
  },
];
