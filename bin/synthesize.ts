import { App, Validations } from 'aws-cdk-lib';
import { protocols } from '../lambda/protocols/index.ts';
import { readAgents } from '../lib/agents/read-agents.ts';
import { ChatStack } from '../lib/chat-stack.ts';
import { StreamingRules } from '../lib/rules/streaming-rules.ts';
import { TimeoutRule } from '../lib/rules/timeout-rule.ts';
import type { Settings } from '../lib/settings/settings.ts';
import { buildAgents } from '../scripts/build-agents.ts';
import { buildFunctions } from '../scripts/build.ts';
import { buildWebPage } from '../scripts/build-web-page.ts';
import { placeOwnDocuments } from '../scripts/knowledge/own-documents.ts';

/** Builds the functions and the page, and writes the cloud assembly for the settings. */
export async function synthesize(settings: Settings): Promise<void> {
  const agents = await readAgents(settings);
  await Promise.all([
    buildFunctions(),
    buildWebPage(),
    placeOwnDocuments(),
    ...(agents.length > 0 ? [buildAgents()] : []),
  ]);
  const app = new App();
  new ChatStack(app, `Rivulet-${settings.stage}`, { settings, agents, protocols });
  // CDK's switch for its slow validation also turns ours off, so the local stage starts three seconds sooner.
  if (process.env['CDK_VALIDATION'] !== 'false') {
    Validations.of(app).addPlugins(new StreamingRules(), new TimeoutRule());
  }
  app.synth();
}
