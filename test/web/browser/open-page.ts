import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../fixtures/optional-tests.ts';
import type { TestStage } from '../../fixtures/test-stage.ts';

/** Debian's Chromium, which sends no requests by itself. */
export function openBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet],
  });
}

export interface ChatPage {
  readonly page: Page;
  /** What a well-behaved page never does: errors, violations of its policy, requests to another origin. */
  readonly offences: readonly string[];
  /** The answers, oldest first. */
  readonly answers: ReturnType<Page['locator']>;
  /** Sends a question to the scenario of that name, or to the chosen model. */
  readonly ask: (question: string, scenario?: string) => Promise<void>;
  /** Saves a screenshot with the test's artifacts. */
  readonly shoot: (name: string) => Promise<void>;
}

/** The chat page of a stage, in a browser profile of its own, with the stage's key. */
export async function openPage(
  browser: Browser,
  stage: TestStage,
  options: BrowserContextOptions = {},
  beforeLoad: () => void = () => undefined,
): Promise<ChatPage> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 720 }, locale: 'en-US', ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.addInitScript(beforeLoad);
  const offences: string[] = [];
  // Yes, delete it.
  page.on('dialog', (dialog) => void dialog.accept());
  page.on('pageerror', (error) => offences.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is not an offence, but Chromium reports each one.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) offences.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(stage.url).origin) offences.push(`request: ${request.url()}`);
  });
  await page.goto(`${stage.url}web`);
  if (stage.apiKey !== undefined) await giveKey(page, stage.apiKey);
  return {
    page,
    offences,
    answers: page.locator('.answer'),
    async ask(question, scenario) {
      if (scenario !== undefined) await page.getByRole('combobox', { name: 'Model' }).selectOption(scenario);
      await page.getByLabel('Your question').fill(question);
      await page.getByLabel('Your question').press('Enter');
    },
    async shoot(name) {
      const folder = path.resolve(import.meta.dirname, '../../../test-results/web');
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
  };
}

export async function giveKey(page: Page, key: string): Promise<void> {
  await page.locator('input[name=key]').fill(key);
  await page.keyboard.press('Enter');
  await page.locator('.settings option').first().waitFor({ state: 'attached' });
}
