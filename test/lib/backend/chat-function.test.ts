import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { Config } from '../../../lambda/config.ts';
import { readConfig } from '../../../lambda/entries/read-config.ts';
import { toConfig } from '../../../lib/settings/to-config.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { buildTemplate, createQuickApp, createStack } from '../synthesize.ts';

const haiku = 'global.anthropic.claude-haiku-5-5';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** What the function reads in the settings file next to its code. */
function configOf(settings: Readonly<Record<string, unknown>>): Config {
  const app = createQuickApp();
  createStack(app, { settings });
  const folder = readdirSync(app.outdir).find((name) => name.startsWith('code.')) ?? '';
  return readConfig(path.join(app.outdir, folder), {});
}

function statementsOf(settings: Readonly<Record<string, unknown>> = {}): readonly Statement[] {
  const policies = Object.entries(buildTemplate({ settings }).findResources('AWS::IAM::Policy'));
  const own = policies.filter(([id]) => id.startsWith('ChatRole'));
  return own.flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement);
}

test('the function runs the bundle on Node 24 and ARM with its own log', () => {
  buildTemplate().hasResourceProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    MemorySize: 1024,
    Timeout: 900,
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^ChatLogs') } },
    ReservedConcurrentExecutions: Match.absent(),
    FunctionName: Match.absent(),
  });
});

test('memory, timeout and reserved concurrency follow the settings', () => {
  const settings = { memoryMb: 512, timeoutSeconds: 60, integrationTimeoutSeconds: 60, reservedConcurrency: 5 };
  buildTemplate({ settings }).hasResourceProperties('AWS::Lambda::Function', {
    MemorySize: 512,
    Timeout: 60,
    ReservedConcurrentExecutions: 5,
  });
});

test('the environment is the service name, nothing else', () => {
  buildTemplate({ settings: { stage: 'prod' } }).hasResourceProperties('AWS::Lambda::Function', {
    Environment: Match.objectEquals({ Variables: { POWERTOOLS_SERVICE_NAME: 'rivulet-prod' } }),
  });
});

test('the settings are next to the code, where the function reads them', () => {
  const settings = {
    models: { nova: { id: 'eu.amazon.nova-lite-v1:0', family: 'nova', fallbacks: ['haiku'] }, haiku },
    modelNames: { 'gpt-4o': 'nova' },
    systemPrompt: 'Be brief.',
    bedrockRegion: 'eu-north-1',
    guardrail: { id: 'abc123', version: '1', mode: 'async' },
    fallbackAfterSeconds: 2.5,
    prewarm: 'off',
  };
  expect(configOf(settings)).toEqual(toConfig(readSettings(settings)));
});

test('a hundred models and a long system prompt fit', () => {
  const names = Array.from({ length: 100 }, (_, index) => `model-${index}`);
  const settings = {
    models: Object.fromEntries(names.map((name) => [name, `us.anthropic.claude-${name}-20251001-v1:0`])),
    systemPrompt: 'Be kind. '.repeat(5_000),
  };
  const config = configOf(settings);
  expect(Object.keys(config.models)).toEqual(names);
  expect(config.systemPrompt).toBe(settings.systemPrompt);
  expect(JSON.stringify(statementsOf(settings))).toContain('model-99');
});

test('a changed setting changes the asset, so that it is deployed', () => {
  const codeOf = (settings: object) =>
    Object.entries(buildTemplate({ settings: { ...settings } }).findResources('AWS::Lambda::Function'))
      .filter(([id]) => id.startsWith('Chat'))
      .map(([, fn]) => fn['Properties'].Code.S3Key);
  expect(codeOf({ maxTokens: 1 })).not.toEqual(codeOf({ maxTokens: 2 }));
  expect(codeOf({ maxTokens: 1 })).toEqual(codeOf({ maxTokens: 1 }));
});

test('quotes and line breaks in a system prompt arrive as they were', () => {
  const systemPrompt = 'Say "no".\n\\ ${AWS::Region} {{resolve}} ✓';
  expect(configOf({ systemPrompt }).systemPrompt).toBe(systemPrompt);
});

test('the role writes its own log, sends traces, and streams from and counts for the allowed models, nothing else', () => {
  const models = { sonnet: 'global.anthropic.claude-sonnet-4-6' };
  expect(statementsOf({ models }).map(({ Action }) => Action)).toEqual([
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    'bedrock:InvokeModelWithResponseStream',
    'bedrock:InvokeModelWithResponseStream',
    'bedrock:InvokeModelWithResponseStream',
    'bedrock:CountTokens',
    ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  ]);
  expect(statementsOf()[0]?.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ChatLogs/), 'Arn'] });
});

test('the role has no managed policy', () => {
  const roles = Object.entries(buildTemplate().findResources('AWS::IAM::Role')).filter(([id]) =>
    id.startsWith('ChatRole'),
  );
  expect(roles.map(([, role]) => role['Properties'].ManagedPolicyArns)).toEqual([undefined]);
});

test('every allowed model has its statements, in the Bedrock region', () => {
  const models = { nova: 'amazon.nova-lite-v1:0', sonnet: 'eu.anthropic.claude-sonnet-4-6' };
  const written = JSON.stringify(statementsOf({ models, bedrockRegion: 'eu-north-1' }));
  expect(written).toContain(':bedrock:eu-north-1::foundation-model/amazon.nova-lite-v1:0');
  expect(written).toContain(':inference-profile/eu.anthropic.claude-sonnet-4-6');
  expect(written).not.toContain('AWS::Region');
});

test('two aliases of one model are allowed once', () => {
  const once = statementsOf({ models: { a: 'amazon.nova-lite-v1:0' } });
  expect(statementsOf({ models: { a: 'amazon.nova-lite-v1:0', b: 'amazon.nova-lite-v1:0' } })).toEqual(once);
});

test('the guardrail of the settings may be applied, and goes into the config', () => {
  const guardrail = { id: 'abc123', version: '1' };
  const applied = statementsOf({ guardrail }).find(({ Action }) => Action === 'bedrock:ApplyGuardrail');
  expect(JSON.stringify(applied?.Resource)).toMatch(/:guardrail\/abc123"/);
  expect(configOf({ guardrail }).guardrail).toEqual({
    guardrailIdentifier: 'abc123',
    guardrailVersion: '1',
    streamProcessingMode: 'sync',
  });
  const arn = 'arn:aws:bedrock:eu-west-1:123456789012:guardrail/abc123';
  const byArn = statementsOf({ guardrail: { id: arn, version: 'DRAFT' } });
  expect(byArn.find(({ Action }) => Action === 'bedrock:ApplyGuardrail')?.Resource).toBe(arn);
});

test('tokens may be counted where the family has it, on the foundation model behind the id', () => {
  const models = {
    profile: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    same: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    nova: 'amazon.nova-lite-v1:0',
    named: { id: 'amazon.titan-text-v1', family: 'claude-4.5' },
  };
  const counted = statementsOf({ models, bedrockRegion: 'us-east-1' }).filter(
    ({ Action }) => Action === 'bedrock:CountTokens',
  );
  expect(
    JSON.stringify(counted)
      .match(/foundation-model\/[^"]+/g)
      ?.toSorted(),
  ).toEqual(['foundation-model/amazon.titan-text-v1', 'foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0']);
  expect(statementsOf({ models: { nova: models.nova } }).map(({ Action }) => Action)).not.toContain(
    'bedrock:CountTokens',
  );
});
