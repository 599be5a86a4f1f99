import { SCIM_MEDIA_TYPE } from '#shared/scim/message.ts';
import { type HabitSetting, type HabitSettings, habitSetting } from './habits.ts';
import type { JobConfiguration, WireDialect } from './job-configuration.ts';

/** What a job speaks: the tenant URL's choice, or what the habit `dialect` puts in its place. */
export type SpokenDialect = Exclude<HabitSetting<'dialect'>, 'by-flag'>;

/** How one job spells its requests: its dialect and the habits behind it, settled once. */
export interface WireStyle {
  readonly dialect: SpokenDialect;
  /** Of every request; names in the spelling of the wire. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of every request with a body. */
  readonly bodyHeaders: Readonly<Record<string, string>>;
  /** Between the tenant URL and the endpoint. */
  readonly pathPrefix: '' | '/scim';
  /** The flag that is repeated as the last part of each query; null where none is. */
  readonly forwardedFlag: string | null;
  readonly userSchemas: HabitSetting<'user-create-schemas'>;
  readonly groupCreation: HabitSetting<'group-create-schema'>;
  readonly patchKeyOrder: HabitSetting<'patch-key-order'>;
  readonly booleanSpelling: HabitSetting<'boolean-spelling'>;
  readonly disableValue: HabitSetting<'disable-value'>;
  readonly isMergingPathless: boolean;
  readonly groupRename: HabitSetting<'group-rename'>;
  readonly managerForm: HabitSetting<'manager-form'>;
  readonly managerClearing: HabitSetting<'manager-clearing'>;
  readonly areComplexRolesInText: boolean;
  readonly hasMemberRef: boolean;
  /** Requests about members of one group need not wait for each other. */
  readonly areMembersConcurrent: boolean;
  readonly memberAdd: HabitSetting<'member-add'>;
}

/** The part of a provisioning job that decides how it spells. */
export interface Speaker {
  /** What the tenant URL selects. */
  readonly dialect: WireDialect;
  readonly configuration: HabitSettings;
}

/** Remembered by the settings, which are replaced and never changed: a job asks for its style with each request. */
export function wireStyleOf({ dialect, configuration }: Speaker): WireStyle {
  let ofSettings = stylesBySettings.get(configuration.habitSettings);
  if (ofSettings === undefined) {
    ofSettings = new Map();
    stylesBySettings.set(configuration.habitSettings, ofSettings);
  }
  const known = ofSettings.get(dialect);
  if (known !== undefined) return known;
  const style = settle(dialect, configuration);
  ofSettings.set(dialect, style);
  return style;
}

/** The job as provision on demand speaks: the flag counts for nothing there (scim-compatibility page), unless the habit says so. */
export function speakingOnDemand<J extends { readonly dialect: WireDialect; readonly configuration: JobConfiguration }>(
  job: J,
): J {
  const { configuration } = job;
  if (habitSetting(configuration, 'on-demand-dialect') === 'as-cycles') return job;
  if (spokenDialect(job.dialect, configuration) !== 'compliant') return job;
  const habitSettings = { ...configuration.habitSettings, dialect: 'legacy' };
  return { ...job, configuration: { ...configuration, habitSettings } };
}

const stylesBySettings = new WeakMap<object, Map<WireDialect, WireStyle>>();

function settle(flagDialect: WireDialect, configuration: HabitSettings): WireStyle {
  const dialect = spokenDialect(flagDialect, configuration);
  const is2018 = dialect === 'customappsso-2018';
  const inserted = habitSetting(configuration, 'scim-inserted');
  const roles = habitSetting(configuration, 'complex-roles');
  const isForwarding = flagDialect === 'compliant' && habitSetting(configuration, 'flag-forwarding') === 'on';
  const groupCreation = habitSetting(configuration, 'group-create-schema');
  const headers = headersOf(dialect, configuration);
  return {
    dialect,
    headers,
    bodyHeaders: { ...headers, 'Content-Type': `${SCIM_MEDIA_TYPE}; charset=utf-8` },
    pathPrefix: inserted === 'on' || (inserted === 'by-dialect' && is2018) ? '/scim' : '',
    forwardedFlag: isForwarding ? 'aadOptscim062020' : null,
    userSchemas: habitSetting(configuration, 'user-create-schemas'),
    groupCreation: is2018 && groupCreation === 'members-empty' ? 'adscim' : groupCreation,
    patchKeyOrder: habitSetting(configuration, 'patch-key-order'),
    booleanSpelling: habitSetting(configuration, 'boolean-spelling'),
    disableValue: habitSetting(configuration, 'disable-value'),
    isMergingPathless: habitSetting(configuration, 'pathless-merge') === 'on',
    groupRename: habitSetting(configuration, 'group-rename'),
    managerForm: habitSetting(configuration, 'manager-form'),
    managerClearing: habitSetting(configuration, 'manager-clearing'),
    areComplexRolesInText: roles === 'json-in-text' || (roles === 'by-dialect' && isCapitalising(dialect)),
    hasMemberRef: habitSetting(configuration, 'member-ref-null') === 'on',
    areMembersConcurrent: habitSetting(configuration, 'member-requests') === 'concurrent',
    memberAdd: habitSetting(configuration, 'member-add'),
  };
}

function spokenDialect(flagDialect: WireDialect, configuration: HabitSettings): SpokenDialect {
  const chosen = habitSetting(configuration, 'dialect');
  return chosen === 'by-flag' ? flagDialect : chosen;
}

/** `Add` and words for booleans, as the client has always spoken; the other dialects spell as the RFC does. */
export function isCapitalising(dialect: SpokenDialect): boolean {
  return dialect === 'legacy' || dialect === 'customappsso-2018';
}

function headersOf(dialect: SpokenDialect, configuration: HabitSettings): Readonly<Record<string, string>> {
  // Documented: developer.okta.com, SCIM protocol reference.
  if (dialect === 'okta') return { 'User-Agent': 'Okta SCIM Client 1.0.0' };
  // Captured in 2019 (azure-docs issue 21660); today it carries a date and an activity id, of which no full line is public.
  const version = habitSetting(configuration, 'adscim-version');
  return version === 'off' ? {} : { ADSCIMVersion: version };
}
