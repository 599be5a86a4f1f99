import { startBrowserMode } from '#harness/control/browser-mode.ts';
import { TestWorkspace } from '#harness/testing/test-workspace.ts';
import { connectToUi } from '../ui-client.ts';
import { type Ratio, ratioOf } from './ratio.ts';

/** What the page's socket adds to a call. */
export async function measureApi(): Promise<readonly Ratio[]> {
  const opened = new TestWorkspace();
  await opened.open();
  const browser = await startBrowserMode(opened.workspace, opened.folder, 0);
  const page = await connectToUi(browser.address);
  const ratios = [
    await ratioOf(
      'api-socket-to-direct-small',
      { label: 'reading the workspace over the socket of the page', run: () => page.api.workspace.read() },
      { label: 'reading it directly', run: () => opened.api.workspace.read() },
    ),
    await ratioOf(
      'api-socket-to-direct-list',
      { label: 'listing the users of the tenant over the socket of the page', run: () => page.api.tenant.users({}) },
      { label: 'listing them directly', run: () => opened.api.tenant.users({}) },
    ),
  ];
  page.close();
  await browser.close();
  await opened.remove();
  return ratios;
}
