import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Answerer } from '../../../local/services/bedrock/answerer/answerer.ts';
import { readScenario } from '../../../local/services/bedrock/play/read-scenario.ts';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { findIssues } from './find-issues.ts';
import { openBrowser, openPage } from './open-page.ts';
import { signInAs } from './sign-in-as.ts';

/** Plays the scenario that the last question names, so that one agent has several stories. */
const playAsked: Answerer = async ({ messages }) => {
  const at = messages.findLastIndex(({ role, content }) => role === 'user' && content.some(({ text }) => text));
  const name = messages[at]?.content.find(({ text }) => text)?.text ?? '';
  const rounds = messages.slice(at).filter(({ content }) => content.some(({ toolResult }) => toolResult)).length;
  const scenario = (await readScenario(name)) ?? (await readScenario('hello'));
  if (!scenario) throw new Error('there is no scenario hello');
  const all = [scenario.steps, ...scenario.afterResults];
  return { ...scenario, steps: all.at(Math.min(rounds, all.length - 1)) ?? [] };
};

const description = 'Knows the time, can calculate, searches the documentation';
const runtimes = {
  research: {
    arn: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/research-AbCdEf1234',
    description: 'Runs elsewhere',
    shows: 'everything',
  },
};
const models = { haiku: 'global.anthropic.claude-haiku-5-5', normal: 'local.normal' };

describe.skipIf(!browserTests.isPossible)('an agent', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    const agents = { models, defaultModel: 'normal', agents: ['assistant'], runtimes };
    const kept = { access: 'cognito', conversations: 'on', cancel: 'on' };
    [stage, browser] = await Promise.all([
      startTestStage({ webPage: 'api', ...agents, ...kept }, { answer: playAsked }),
      openBrowser(),
    ]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const open = async () => {
    const chat = await openPage(browser, stage);
    onTestFinished(() => chat.page.context().close());
    await signInAs(chat.page, 'alice');
    const steps = chat.answers.locator('.step');
    const told = async () =>
      (await steps.locator('summary').allInnerTexts()).map((text) => text.replace(/\d+\.\d\d s/, 'in time'));
    return { ...chat, steps, told };
  };

  test('stands beside the models, in a group of its own, with what it is for', async () => {
    const { page, shoot } = await open();
    const picker = page.getByRole('combobox', { name: 'Model' });
    const groups = await picker
      .locator('optgroup')
      .evaluateAll((all) =>
        all.map((group) => [group.getAttribute('label'), ...Array.from(group.children, (each) => each.textContent)]),
      );
    expect(groups).toEqual([
      ['Models', 'normal', 'haiku'],
      ['Agents', `assistant – ${description}`, 'research – Runs elsewhere'],
    ]);
    expect(await picker.inputValue()).toBe('normal');
    await picker.selectOption('assistant');
    await shoot('agents');
    await page.getByRole('link', { name: 'Compare' }).click();
    await picker.locator('optgroup').nth(1).waitFor({ state: 'attached' });
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const compare = page.locator('main.compare');
    expect(await compare.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });

  test('shows its steps, also after a reload, then without their times', async () => {
    const { page, ask, answers, steps, told, shoot } = await open();
    await ask('agent-tools', 'assistant');
    await answers.getByText('It is 391.').waitFor();
    expect(await told()).toEqual(['Clock in time', 'Calculator in time']);
    const openCalculator = async () => {
      await steps.nth(1).locator('summary').click();
      await expect.poll(() => steps.nth(1).locator('pre').allInnerTexts()).toEqual(['{"expression":"17 * 23"}', '391']);
    };
    await openCalculator();
    await shoot('steps');
    expect(await findIssues(page)).toEqual([]);

    await page.reload();
    await answers.getByText('It is 391.').waitFor();
    await expect.poll(told).toEqual(['Clock', 'Calculator']);
    await openCalculator();
  });

  test('that runs elsewhere shows its steps, too, and its words after a reload', async () => {
    const { page, ask, answers, told } = await open();
    await ask('agent-tools', 'research');
    await answers.getByText('It is 391.').waitFor();
    expect(await told()).toEqual(['Clock in time', 'Calculator in time']);
    await page.reload();
    await answers.getByText('It is 391.').waitFor();
    await expect.poll(told).toEqual(['Clock', 'Calculator']);
    expect(await findIssues(page)).toEqual([]);
  });

  test('goes on after tools that have failed', async () => {
    const { page, ask, answers, told } = await open();
    await ask('agent', 'assistant');
    await answers.getByText('nearly noon').waitFor();
    const failed = ['Get weather failed', 'Get weather failed', 'Get time failed'];
    expect(await told()).toEqual(failed.map((text) => `${text} · in time`));
    expect(await findIssues(page)).toEqual([]);
    await page.reload();
    await expect.poll(told).toEqual(failed);
  });

  test('that has used its steps can be let to go on, where the server knows what it did', async () => {
    const { page, ask, answers, steps } = await open();
    await ask('tools', 'assistant');
    await answers.getByText('The agent used all its steps').waitFor();
    expect(await steps.count()).toBe(8);
    await answers.getByRole('button', { name: 'Let it go on' }).click();
    await answers.getByText('Hello!').waitFor();
    expect(await page.locator('.question p').allInnerTexts()).toEqual(['tools', 'Go on.']);
    expect(await answers.getByRole('button', { name: 'Let it go on' }).count()).toBe(0);
    // It was told what its tools had returned before.
    expect(JSON.stringify(stage.seen.at(-1)?.body).match(/"toolResult"/g)?.length).toBe(8);
  });
});

describe.skipIf(!browserTests.isPossible)('where the server has no agents', () => {
  test('models have no groups', async () => {
    const [stage, browser] = await Promise.all([startTestStage({ webPage: 'api', models }), openBrowser()]);
    onTestFinished(async () => {
      await Promise.all([browser.close(), stage.close()]);
    });
    const { page } = await openPage(browser, stage);
    const picker = page.getByRole('combobox', { name: 'Model' });
    expect(await picker.locator('option').allTextContents()).toEqual(['normal', 'haiku']);
    expect(await picker.locator('optgroup').count()).toBe(0);
  });
});
