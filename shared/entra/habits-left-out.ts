/** What a rehearsal does not show, so that nobody relies on its absence. */
export const notSimulated: readonly string[] = [
  'Quarantine reasons that only Microsoft can cause: QuarantinedOnDemand, IngestionInterrupted and Unknown; duplicate roles.',
  'Sending e-mail: what Entra would send when a job is quarantined is written into the audit log.',
  'The column names of the CSV log files: their header row was never published, so the names are ours.',
  'The scoping operator IsMemberOf: the portal shows it, and the service does not support it.',
  'Functions of Microsoft Entra Connect Sync, and those of cloud sync beside Trim, Error, ConvertFromBase64, DNComponent and CRef: an expression with one is refused where it is entered.',
  'Membership rules of dynamic groups beside one attribute that equals a value.',
  'Workload identity federation and the OAuth authorization code grant: nothing is sent for them, and a connection cannot choose them.',
  'Schema discovery (`GET /Schemas`), which the service does for gallery applications only.',
  'That all activity of a job pauses for the time of a Retry-After, as one answer of 2025 has it: with the habit `retry-after` only the object that was refused waits.',
  'Refusing special characters in a matching value. The query goes out as it is, and the endpoint answers what it answers.',
  'DuplicateSourceEntries: two objects of the tenant that match the same resource are both linked to it.',
  'Applications that are sent DELETE in place of a disable.',
  'The query that asks the target whether a reference has a value already (`id eq … and manager eq …`): it is in the tutorial, and in no recent traffic.',
  'Restoring memberships, device and contact objects.',
  'The spelling of `Host`, `Connection` and `Content-Length` and their place among the headers: they go out in lower case, the first two in front. The rest is spelled as the service spells it.',
  'TLS limits of the service: version, cipher suites, list of trusted authorities, source addresses.',
];

/** A published request that no setting makes us send. Names are those of fixtures/wire. */
export interface NeverEmitted {
  readonly name: string;
  readonly reason: string;
}

const VALIDATOR = "Microsoft's public validator sends it to test an endpoint; the provisioning service does not.";

/** Published requests that are left out on purpose: everything else in fixtures/wire is sent by default or behind a switch. */
export const neverEmitted: readonly NeverEmitted[] = [
  {
    name: 'schemas-discover',
    reason: 'The service reads schemas for gallery applications only; a custom application never sees this request.',
  },
  {
    name: 'user-create-example2-nulls',
    reason:
      'An illustration of the tutorial: attributes without a value are left out on the wire, and its enterprise URN holds a typing error.',
  },
  {
    name: 'user-query-by-externalid-example1',
    reason: 'An illustration of the tutorial: the filter lacks the quotes that every capture has.',
  },
  ...[
    'validator-group-add-member',
    'validator-group-add-then-remove-same-patch',
    'validator-group-add-two-members',
    'validator-group-create',
    'validator-group-replace-externalid',
    'validator-user-add-attributes-verbose-excerpt',
    'validator-user-create-full',
    'validator-user-create-minimal',
    'validator-user-delete-nonexistent',
    'validator-user-remove-manager',
  ].map((name) => ({ name, reason: VALIDATOR })),
];
