import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { protocols } from '../../lambda/protocols/index.ts';
import type { UsedAgent } from '../../lib/agents/read-agents.ts';
import type { RoutedProtocol } from '../../lib/api/routes.ts';
import { ChatStack } from '../../lib/chat-stack.ts';
import { entries } from '../../scripts/build.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';

const cdkJson: { readonly context: Readonly<Record<string, unknown>> } = JSON.parse(
  readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
);

/** Everything a test file synthesizes; deleted when it ends. */
const folder = mkdtempSync(path.join(tmpdir(), 'rivulet-synth-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for the function's bundle: these tests need no dist/lambda. */
const codePath = mkdtempSync(path.join(folder, 'code-'));
for (const name of [...Object.keys(entries), 'agents']) {
  mkdirSync(path.join(codePath, name));
  writeFileSync(path.join(codePath, name, 'index.mjs'), `export const handler = () => {}; // ${name}\n`);
}
writeFileSync(path.join(codePath, 'container', 'Dockerfile'), 'FROM scratch\n');

/** An app with the flags that `cdk synth` runs with. */
export function createApp(props: AppProps = {}): App {
  const context = { ...cdkJson.context, 'aws:cdk:bundling-stacks': [], ...props.context };
  return new App({ ...props, outdir: mkdtempSync(path.join(folder, 'out-')), context });
}

/** An app without CloudFormation's slow validation and the warnings it prints. */
export function createQuickApp(): App {
  const context = { '@aws-cdk/core:annotationsInValidationReport': false };
  return createApp({ builtinCloudFormationValidation: false, context });
}

export interface StackOptions {
  /** Settings as `-c` passes them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly protocols?: readonly RoutedProtocol[];
  readonly agents?: readonly UsedAgent[];
}

export function createStack(app: App, options: StackOptions = {}): ChatStack {
  const settings = readSettings(options.settings ?? {});
  return new ChatStack(app, `Rivulet-${settings.stage}`, {
    settings,
    ...(options.agents && { agents: options.agents }),
    protocols: options.protocols ?? protocols,
    codePath,
    webPath: codePath,
  });
}

/** A stack in its own app. */
export function buildStack(options: StackOptions = {}): ChatStack {
  return createStack(createQuickApp(), options);
}

export function buildTemplate(options: StackOptions = {}): Template {
  return Template.fromStack(buildStack(options));
}
