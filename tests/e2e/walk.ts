import type { Page } from 'playwright-core';

/** One person's way through the window, in the words that stand on it. Each step ends where its result is seen. */
export function walkOf(page: Page) {
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const navigation = page.getByRole('navigation', { name: 'Main' });

  return {
    async open(): Promise<void> {
      await heading('Rehearse your first connection');
    },

    /** Receiver: an organization, a directory, and the two values a vendor hands out. */
    async createDirectory(): Promise<{ readonly endpoint: string; readonly token: string }> {
      await navigation.getByRole('link', { name: /^Organizations/ }).click();
      await heading('Organizations');
      await page.getByRole('button', { name: 'Create organization' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Organization name' }).fill('Larkfield Instruments');
      await dialog.getByRole('button', { name: 'Create organization' }).click();
      await heading('Larkfield Instruments');
      await page.getByRole('button', { name: 'Add directory' }).first().click();
      await dialog.getByText('Entra ID SCIM v2.0 (formerly Azure AD)').first().waitFor();
      await dialog.getByRole('textbox', { name: 'Directory name' }).fill('Larkfield Entra');
      await dialog.getByRole('button', { name: 'Create directory' }).click();
      await page.getByText('Directory created').waitFor();
      const token = page.getByRole('textbox', { name: 'Bearer token' });
      // Who leaves without having copied it is asked.
      await token.press('ControlOrMeta+c');
      await token.blur();
      return {
        endpoint: await page.getByRole('textbox', { name: 'Endpoint' }).inputValue(),
        token: await token.inputValue(),
      };
    },

    async createApplication(name: string): Promise<void> {
      await navigation.getByRole('link', { name: /^Enterprise applications/ }).click();
      await heading('Enterprise applications');
      await page.getByRole('button', { name: 'New application' }).first().click();
      const drawer = page.getByRole('dialog', { name: 'Create your own application' });
      await drawer
        .getByRole('radio', { name: /Integrate any other application you don't find in the gallery/, checked: true })
        .waitFor();
      await drawer.getByRole('textbox', { name: "What's the name of your app?" }).fill(name);
      await drawer.getByRole('button', { name: 'Create', exact: true }).click();
      await heading('Overview');
    },

    /** A directory, and an application whose credentials for it were tested and saved. */
    async connectApplication(name: string): Promise<void> {
      const { endpoint, token } = await this.createDirectory();
      await this.createApplication(name);
      await this.openBlade('Provisioning');
      await page.getByRole('button', { name: 'Get started' }).click();
      await this.enterCredentials(endpoint, token);
      await page.getByText('The supplied credentials are authorized to enable provisioning').waitFor();
      await this.saveCredentials();
    },

    async openBlade(name: string): Promise<void> {
      await navigation.getByRole('link', { name, exact: true }).click();
    },

    async enterCredentials(tenantUrl: string, token: string): Promise<void> {
      await page.getByRole('combobox', { name: 'Provisioning Mode' }).selectOption('Automatic');
      await page.getByRole('textbox', { name: 'Tenant URL' }).fill(tenantUrl);
      await page.getByLabel('Secret Token').fill(token);
      await page.getByRole('button', { name: 'Test Connection' }).click();
    },

    async saveCredentials(): Promise<void> {
      await page.getByRole('button', { name: 'Save' }).first().click();
      await page.getByText('A token is kept.').waitFor();
    },

    async assign(...names: readonly string[]): Promise<void> {
      await this.openBlade('Users and groups');
      await page.getByRole('button', { name: 'Add user/group' }).first().click();
      const drawer = page.getByRole('dialog', { name: 'Add Assignment' });
      await drawer.getByRole('button', { name: 'None Selected' }).click();
      for (const name of names) {
        await drawer.getByRole('searchbox').fill(name);
        await drawer.getByRole('checkbox', { name, exact: true }).check();
      }
      await drawer.getByRole('button', { name: 'Select', exact: true }).click();
      await drawer.getByRole('button', { name: 'Assign', exact: true }).click();
      await drawer.waitFor({ state: 'detached' });
    },

    async startProvisioning(): Promise<void> {
      await this.openBlade('Overview');
      await page.getByRole('button', { name: 'Start provisioning', exact: true }).click();
      await page.getByText('Initial cycle completed. 100% complete').waitFor();
    },

    async advanceFortyMinutes(): Promise<void> {
      await page.getByRole('button', { name: 'Advance 40 min' }).click();
    },

    async openDirectory(): Promise<void> {
      await navigation.getByRole('link', { name: /^Larkfield Entra/ }).click();
      await heading('Larkfield Entra');
    },

    async openUser(name: string): Promise<void> {
      await navigation.getByRole('link', { name: /^Users \d+$/ }).click();
      await heading('Users');
      await page.getByRole('searchbox').first().fill(name);
      await page.getByRole('link', { name, exact: true }).first().click();
      await heading(name);
    },
  };
}
