import type { Page } from 'playwright-core';
import type { Stage, Story } from './story.ts';
import { walkOf } from './walk.ts';

/** A screen as a person comes to it: an address, and where that is not enough, what is pressed there. */
export interface Screen {
  /** Its pictures are `docs/screens/<name>.light.png` and so on. */
  readonly name: string;
  readonly stage: Stage;
  /** The address behind the `#`; `:user` and the like are ids of the story. */
  readonly route: string;
  /** What stands there once it has been read. */
  readonly shows: string | RegExp;
  /** Leads from the address to what is meant, and ends where that is seen. */
  readonly press?: (page: Page, story: Story) => Promise<void>;
  /** False where another picture shows as much: such a screen is only checked. */
  readonly isPictured?: false;
}

const app = '/entra/apps/:app';
const userMapping = `${app}/mappings/User`;

/** Every screen and drawer of the window, by how far the story must have come. One more is one more line. */
export const screens: readonly Screen[] = [
  { stage: 'new', name: 'home-first-run', route: '/home', shows: 'Rehearse your first connection' },
  { stage: 'new', name: 'organizations-empty', route: '/recv/orgs', shows: 'Create organization', isPictured: false },
  { stage: 'new', name: 'directories-empty', route: '/recv/dirs', shows: 'Directories', isPictured: false },
  { stage: 'new', name: 'applications-empty', route: '/entra/apps', shows: 'New application', isPictured: false },
  { stage: 'new', name: 'wire-empty', route: '/wire', shows: /No exchange yet/, isPictured: false },
  { stage: 'new', name: 'recordings-empty', route: '/recordings', shows: 'No recording yet', isPictured: false },
  {
    stage: 'new',
    name: 'explain-error',
    route: '/explain/error',
    shows: 'Nothing is pasted yet',
    press: pasteError,
  },

  { stage: 'connecting', name: 'receiver-directory-created', route: '/recv/dirs/:dir/created', shows: 'Directory created' },
  { stage: 'connecting', name: 'receiver-directory-empty', route: '/recv/dirs/:dir', shows: '0 users', isPictured: false },
  { stage: 'connecting', name: 'overview-not-run', route: `${app}/overview`, shows: /Initial cycle not run/ },
  { stage: 'connecting', name: 'connectivity-new', route: `${app}/connectivity`, shows: 'Get started', isPictured: false },
  {
    stage: 'connecting',
    name: 'connectivity-failure',
    route: `${app}/connectivity/edit`,
    shows: 'Provisioning Mode',
    press: testBadToken,
  },
  {
    stage: 'connecting',
    name: 'connectivity-success',
    route: `${app}/connectivity/edit`,
    shows: 'Provisioning Mode',
    press: testGoodToken,
    isPictured: false,
  },

  { stage: 'filled', name: 'home', route: '/home', shows: 'Our product' },
  { stage: 'filled', name: 'clock-menu', route: '/home', shows: 'Our product', press: openClockMenu },
  { stage: 'filled', name: 'command-palette', route: '/home', shows: 'Our product', press: searchForAda },
  { stage: 'filled', name: 'entra-users', route: '/entra/users', shows: 'Ada Marsh' },
  { stage: 'filled', name: 'user-new', route: '/entra/users/new', shows: 'User principal name', isPictured: false },
  { stage: 'filled', name: 'users-import', route: '/entra/users/import', shows: /CSV/, isPictured: false },
  { stage: 'filled', name: 'users-generate', route: '/entra/users?generate', shows: /Seed/i, isPictured: false },
  { stage: 'filled', name: 'users-deleted', route: '/entra/users/deleted', shows: 'Vera Kovac', isPictured: false },
  { stage: 'filled', name: 'entra-user-detail', route: '/entra/users/:waiting', shows: 'Tove Lund' },
  { stage: 'filled', name: 'entra-groups', route: '/entra/groups', shows: 'Field Service', isPictured: false },
  { stage: 'filled', name: 'group-new', route: '/entra/groups/new', shows: 'New group', isPictured: false },
  { stage: 'filled', name: 'entra-group-detail', route: '/entra/groups/:group', shows: 'Grace Adeyemi' },
  { stage: 'filled', name: 'group-add-members', route: '/entra/groups/:group/add', shows: 'Add members', isPictured: false },
  {
    stage: 'filled',
    name: 'group-membership',
    route: '/entra/groups/:group/membership',
    shows: 'Dynamic User',
    isPictured: false,
  },

  { stage: 'filled', name: 'applications', route: '/entra/apps', shows: 'Strict vendor', isPictured: false },
  { stage: 'filled', name: 'entra-create-application', route: '/entra/apps/new', shows: "What's the name of your app?" },
  { stage: 'filled', name: 'overview', route: `${app}/overview`, shows: 'Incremental cycle completed. 100% complete' },
  { stage: 'filled', name: 'overview-quarantine', route: '/entra/apps/:broken/overview', shows: /HTTP\/404/ },
  { stage: 'filled', name: 'plan', route: `${app}/plan`, shows: 'Tove Lund' },
  { stage: 'filled', name: 'on-demand-picker', route: `${app}/on-demand`, shows: 'Select a user or group', isPictured: false },
  {
    stage: 'filled',
    name: 'provision-on-demand',
    route: '/entra/apps/:strict/on-demand/:refused',
    shows: 'Nadia Haas',
    press: provision,
  },
  { stage: 'filled', name: 'connectivity', route: `${app}/connectivity`, shows: 'A token is kept.', isPictured: false },
  {
    stage: 'filled',
    name: 'attribute-mappings',
    route: `${app}/mappings`,
    shows: 'Provision Microsoft Entra ID Users',
    isPictured: false,
  },
  { stage: 'filled', name: 'attribute-mapping', route: userMapping, shows: '22 of 22 shown' },
  { stage: 'filled', name: 'mapping-of-groups', route: `${app}/mappings/Group`, shows: 'displayName', isPictured: false },
  { stage: 'filled', name: 'edit-attribute', route: `${userMapping}/attributes/1`, shows: 'Edit Attribute' },
  { stage: 'filled', name: 'attribute-new', route: `${userMapping}/attributes/new`, shows: 'Add New Mapping', isPictured: false },
  {
    stage: 'filled',
    name: 'expression-builder',
    route: `${userMapping}/expression-builder`,
    shows: /Expression builder/i,
    press: typeExpression,
  },
  { stage: 'filled', name: 'scoping-filter', route: `${userMapping}/scope`, shows: 'Source Object Scope', press: addFilter },
  {
    stage: 'filled',
    name: 'attribute-list',
    route: `${userMapping}/attribute-list`,
    shows: /attribute list/i,
    isPictured: false,
  },
  { stage: 'filled', name: 'mapping-preview', route: `${userMapping}/preview`, shows: 'Preview' },
  { stage: 'filled', name: 'schema', route: `${app}/mappings/schema`, shows: /schema/i },
  { stage: 'filled', name: 'schema-import', route: `${app}/mappings/schema/import`, shows: /import/i, isPictured: false },
  { stage: 'filled', name: 'users-and-groups', route: `${app}/assignments`, shows: 'Field Service', isPictured: false },
  {
    stage: 'filled',
    name: 'users-and-groups-assign',
    route: `${app}/assignments/add`,
    shows: 'Add Assignment',
    press: openPicker,
    isPictured: false,
  },
  { stage: 'filled', name: 'wire-habits', route: `${app}/habits`, shows: 'Wire habits' },
  { stage: 'filled', name: 'provisioning-logs', route: '/entra/apps/:strict/logs', shows: 'Bastian Keller' },
  { stage: 'filled', name: 'log-detail-steps', route: '/entra/apps/:strict/logs/:failure', shows: 'Provisioning log details' },
  {
    stage: 'filled',
    name: 'log-detail-troubleshooting',
    route: '/entra/apps/:strict/logs/:failure',
    shows: 'Provisioning log details',
    press: (page) => chooseTab(page, 'Troubleshooting & Recommendations'),
  },
  {
    stage: 'filled',
    name: 'log-detail-modified-properties',
    route: `${app}/logs/:entry`,
    shows: 'Provisioning log details',
    press: (page) => chooseTab(page, 'Modified Properties'),
    isPictured: false,
  },
  {
    stage: 'filled',
    name: 'log-detail-summary',
    route: `${app}/logs/:entry`,
    shows: 'Provisioning log details',
    press: (page) => chooseTab(page, 'Summary'),
    isPictured: false,
  },
  { stage: 'filled', name: 'audit-logs', route: `${app}/audit`, shows: 'Enable/start provisioning configuration' },
  { stage: 'filled', name: 'audit-entry', route: `${app}/audit/:audit`, shows: 'Audit log details', isPictured: false },
  { stage: 'filled', name: 'wire', route: '/wire', shows: 'PATCH' },
  { stage: 'filled', name: 'wire-exchange', route: '/wire/:exchange', shows: '"Operations"' },
  {
    stage: 'filled',
    name: 'wire-difference',
    route: '/wire/:exchange',
    shows: '"Operations"',
    press: (page) => chooseTab(page, 'Difference'),
    isPictured: false,
  },
  {
    stage: 'filled',
    name: 'wire-standard',
    route: '/wire/:exchange',
    shows: '"Operations"',
    press: (page) => chooseTab(page, 'Standard'),
    isPictured: false,
  },
  { stage: 'filled', name: 'wire-panel', route: `${app}/logs`, shows: 'Ada Marsh', press: openWirePanel },
  { stage: 'filled', name: 'receiver-organizations', route: '/recv/orgs', shows: 'Larkfield Instruments', isPictured: false },
  { stage: 'filled', name: 'organization-new', route: '/recv/orgs/new', shows: 'Organization name', isPictured: false },
  { stage: 'filled', name: 'directory-new', route: '/recv/orgs/add-directory', shows: 'Directory name', isPictured: false },
  { stage: 'filled', name: 'organization', route: '/recv/orgs/:org', shows: 'Northwind strict', isPictured: false },
  { stage: 'filled', name: 'receiver-add-directory', route: '/recv/orgs/:org/add-directory', shows: 'Directory name' },
  { stage: 'filled', name: 'receiver-directories', route: '/recv/dirs', shows: 'Northwind strict', isPictured: false },
  { stage: 'filled', name: 'receiver-directory', route: '/recv/dirs/:dir', shows: /ada\.marsh@/ },
  ...(['groups', 'events', 'requests', 'data', 'tokens', 'behaviour', 'faults', 'settings'] as const).map(
    (tab): Screen => ({
      stage: 'filled',
      name: `receiver-directory-${tab}`,
      route: `/recv/dirs/:dir?tab=${tab}`,
      shows: 'Larkfield Entra',
      ...(['data', 'behaviour', 'faults'].includes(tab) ? {} : { isPictured: false }),
    }),
  ),
  {
    stage: 'filled',
    name: 'receiver-profiles',
    route: '/recv/dirs/:dir/faults/profile',
    shows: 'Choose a profile',
    isPictured: false,
  },
  {
    stage: 'filled',
    name: 'receiver-rule-gone',
    route: '/recv/dirs/:dir/faults/rules/gone',
    shows: /There is no rule gone here/,
    isPictured: false,
  },
  { stage: 'filled', name: 'receiver-rule', route: '/recv/dirs/:dir/faults/new', shows: 'Add a rule', isPictured: false },
  { stage: 'filled', name: 'receiver-events', route: '/recv/events', shows: 'dsync.user.created' },
  {
    stage: 'filled',
    name: 'receiver-events-list',
    route: '/recv/events?tab=list',
    shows: 'dsync.user.created',
    press: (page) =>
      page
        .getByRole('row', { name: /dsync\.user\.created/ })
        .first()
        .click(),
  },
  { stage: 'filled', name: 'webhooks', route: '/recv/webhooks', shows: 'No endpoint yet', isPictured: false },
  { stage: 'filled', name: 'webhook-new', route: '/recv/webhooks/new', shows: 'Endpoint URL' },
  { stage: 'filled', name: 'webhook-gone', route: '/recv/webhooks/gone', shows: 'Endpoint not found', isPictured: false },
  {
    stage: 'filled',
    name: 'webhook-edit-gone',
    route: '/recv/webhooks/gone/edit',
    shows: 'Endpoint not found',
    isPictured: false,
  },
  {
    stage: 'filled',
    name: 'webhook-secret-gone',
    route: '/recv/webhooks/gone/secret',
    shows: 'Endpoint not found',
    isPictured: false,
  },
  { stage: 'filled', name: 'api-keys', route: '/recv/api-keys', shows: 'No key yet', isPictured: false },
  { stage: 'filled', name: 'api-key-new', route: '/recv/api-keys/new', shows: 'Create API key', isPictured: false },
  { stage: 'filled', name: 'explain', route: '/explain/:failing?app=:strict', shows: 'Bastian Keller' },
  { stage: 'filled', name: 'explain-anybody', route: '/explain', shows: /Why/, isPictured: false },
  {
    stage: 'filled',
    name: 'explain-past',
    route: '/explain/:user?app=:app&at=:entry',
    shows: /as it went/,
    isPictured: false,
  },
  {
    stage: 'filled',
    name: 'explain-try',
    route: '/explain/:waiting?app=:app&try=unassigned',
    shows: /with the change/,
    isPictured: false,
  },
  { stage: 'filled', name: 'compare-sides', route: '/compare/:waiting?app=:app', shows: 'Tove Lund' },
  { stage: 'filled', name: 'scenarios', route: '/scenarios', shows: 'A first connection brings twelve people and their group' },
  {
    stage: 'filled',
    name: 'scenario',
    route: '/scenarios/shipped/first-connection.scenario.yaml',
    shows: 'No problem: this can be run.',
    press: runScenario,
  },
  { stage: 'filled', name: 'recordings', route: '/recordings', shows: /of 1 GB/ },
  { stage: 'filled', name: 'recording', route: '/recordings/:recording?exchange=9', shows: '"Operations"' },
  {
    stage: 'filled',
    name: 'recorded-cycles',
    route: '/recordings?tab=cycles',
    shows: 'Incremental',
    isPictured: false,
  },
  { stage: 'filled', name: 'settings', route: '/settings', shows: 'Settings', isPictured: false },
  { stage: 'filled', name: 'unknown-address', route: '/nowhere', shows: '/nowhere', isPictured: false },

  { stage: 'holding', name: 'step-mode', route: '/wire/step', shows: /Send until/ },
  { stage: 'holding', name: 'step-edit', route: '/wire/step', shows: /Send until/, press: editHeld, isPictured: false },
  { stage: 'holding', name: 'step-answer', route: '/wire/step', shows: /Send until/, press: answerHeld, isPictured: false },
  { stage: 'holding', name: 'overview-holding', route: `${app}/overview`, shows: /in progress/, isPictured: false },
];

async function pasteError(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'StatusCode: BadRequest' }).click();
  await page.getByText('Open the scenario refused-value').waitFor();
}

async function testBadToken(page: Page, { credentials }: Story): Promise<void> {
  await walkOf(page).enterCredentials(credentials.endpoint, `Bearer ${credentials.token}`);
  await page.getByRole('button', { name: /Remove .Bearer/ }).waitFor();
}

async function testGoodToken(page: Page, { credentials }: Story): Promise<void> {
  await walkOf(page).enterCredentials(credentials.endpoint, credentials.token);
  await page.getByText('The supplied credentials are authorized').waitFor();
}

async function openClockMenu(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /clock/i }).last().click();
  await page.getByRole('menu').waitFor();
}

async function searchForAda(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Ada');
  await page
    .getByRole('option', { name: /Ada Marsh/ })
    .first()
    .waitFor();
}

async function provision(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await page
    .getByText(/Perform action/)
    .first()
    .waitFor();
}

async function typeExpression(page: Page): Promise<void> {
  const expression = 'Join(" ", Uper([surname]), [givenName])';
  await page.getByRole('dialog').getByRole('textbox', { name: 'Expression' }).fill(expression);
  await page.getByText('Column 11', { exact: true }).waitFor();
}

async function addFilter(page: Page): Promise<void> {
  const drawer = page.getByRole('dialog', { name: 'Source Object Scope' });
  await drawer.getByRole('button', { name: 'Add scoping filter' }).click();
  await drawer.getByRole('textbox', { name: 'Scoping Filter Title' }).fill('In Britain');
  await drawer.getByRole('combobox', { name: 'Attribute of clause 1 of In Britain' }).selectOption('country');
  await drawer.getByRole('textbox', { name: 'Value of clause 1 of In Britain' }).fill('GB');
  await drawer.getByText('users of the tenant looked at').waitFor();
}

async function runScenario(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('link', { name: 'Open recording' }).waitFor();
}

async function openPicker(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'None Selected' }).click();
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
}

async function chooseTab(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('tab', { name });
  await tab.click();
  await tab.and(page.locator('[aria-selected=true]')).waitFor();
}

async function openWirePanel(page: Page): Promise<void> {
  await page.keyboard.press('Control+j');
  await page.getByRole('button', { name: 'Close the wire' }).waitFor();
}

async function editHeld(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Path and query' }).waitFor();
}

async function answerHeld(page: Page): Promise<void> {
  await page.keyboard.press('F4');
  await page.getByRole('dialog', { name: 'Answer myself' }).waitFor();
}
