import type { Page } from 'playwright-core';

/** Signs in at the local stage's user pool, which asks for no password. */
export async function signInAs(page: Page, name: 'alice' | 'bob'): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name }).click();
  await page.locator('.settings option').first().waitFor({ state: 'attached' });
}
