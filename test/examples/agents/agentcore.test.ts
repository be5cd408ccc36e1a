import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentStack } from '../../../examples/agents/agentcore.ts';
import { buildRuntime } from '../../../scripts/build-runtime.ts';
import { createQuickApp } from '../../lib/synthesize.ts';

const codePath = mkdtempSync(path.join(tmpdir(), 'rivulet-agentcore-'));
let template: Template;
beforeAll(async () => {
  await buildRuntime(codePath);
  const modelId = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
  const stack = new AgentStack(createQuickApp(), 'Agent', {
    agent: 'assistant',
    modelId,
    codePath,
    region: 'eu-central-1',
  });
  template = Template.fromStack(stack);
});
afterAll(() => rmSync(codePath, { recursive: true, force: true }));

test('an agent of agents/ is a runtime whose code is an asset, with its name and its model', () => {
  template.hasResourceProperties('AWS::BedrockAgentCore::Runtime', {
    AgentRuntimeName: 'assistant',
    AgentRuntimeArtifact: { CodeConfiguration: { EntryPoint: ['index.js'], Runtime: 'NODE_22' } },
    EnvironmentVariables: { AGENT: 'assistant', MODEL_ID: 'global.anthropic.claude-haiku-4-5-20251001-v1:0' },
    LifecycleConfiguration: { IdleRuntimeSessionTimeout: 60, MaxLifetime: 3600 },
    NetworkConfiguration: { NetworkMode: 'PUBLIC' },
    ProtocolConfiguration: 'HTTP',
  });
});

test('its role may ask that model, and no other', () => {
  const policies = template.findResources('AWS::IAM::Policy');
  const statements = Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const models = statements.filter(({ Action }) =>
    [Action].flat().some((action: string) => action.startsWith('bedrock:')),
  );
  expect(models.length).toBeGreaterThan(0);
  for (const { Action, Resource } of models) {
    expect(Action).toBe('bedrock:InvokeModelWithResponseStream');
    expect(JSON.stringify(Resource)).toContain('claude-haiku-4-5');
  }
});

test('its ARN is an output, for the setting `runtimes`', () => {
  template.hasOutput('RuntimeArn', { Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('Runtime'), 'AgentRuntimeArn'] } });
});
