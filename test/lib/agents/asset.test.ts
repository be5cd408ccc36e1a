import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { protocols } from '../../../lambda/protocols/index.ts';
import { readAgents } from '../../../lib/agents/read-agents.ts';
import { ChatStack } from '../../../lib/chat-stack.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { createQuickApp } from '../synthesize.ts';

/** Stand-ins for the bundles, which are both there: whoever builds once for many deployments has both. */
const codePath = mkdtempSync(path.join(tmpdir(), 'rivulet-agents-asset-'));
afterAll(() => rmSync(codePath, { recursive: true }));
for (const name of ['chat', 'agents', 'key-authorizer']) {
  mkdirSync(path.join(codePath, name));
  writeFileSync(path.join(codePath, name, 'index.mjs'), '');
}

async function filesOf(settings: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const app = createQuickApp();
  const all = readSettings({ webPage: 'none', ...settings });
  const agents = await readAgents(all);
  new ChatStack(app, 'Stack', { settings: all, agents, protocols, codePath, webPath: codePath });
  const name = readdirSync(app.outdir).find((file) => file.startsWith('code.')) ?? '';
  return readdirSync(path.join(app.outdir, name)).toSorted();
}

test('a deployment without agents has no code of any', async () => {
  expect(await filesOf({})).toEqual(['index.mjs', 'settings.json']);
  expect(await filesOf({ agents: 'none' })).toEqual(['index.mjs', 'settings.json']);
});

test('one with agents has their bundle beside the function’s own', async () => {
  expect(await filesOf({ agents: ['assistant'] })).toEqual(['agents', 'index.mjs', 'settings.json']);
});
