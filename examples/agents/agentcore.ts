import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AgentCoreRuntime, AgentRuntimeArtifact, ProtocolType, Runtime } from 'aws-cdk-lib/aws-bedrockagentcore';
import type { Construct } from 'constructs';
import { toModelStatements } from '../../lib/models/model-access.ts';
import { buildRuntime } from '../../scripts/build-runtime.ts';

interface AgentProps {
  /** A name of agents/index.ts. */
  readonly agent: string;
  /** The model or inference profile of Bedrock that it thinks with. */
  readonly modelId: string;
  /** The folder that `buildRuntime` makes. */
  readonly codePath: string;
  /** @default that of the shell */
  readonly region?: string;
}

/** One of the agents in agents/ on Amazon Bedrock AgentCore. Its output is what the setting `runtimes` wants. */
export class AgentStack extends Stack {
  constructor(scope: Construct, id: string, { agent, modelId, codePath, region }: AgentProps) {
    super(scope, id, region === undefined ? {} : { env: { region } });
    const runtime = new Runtime(this, 'Runtime', {
      runtimeName: agent,
      agentRuntimeArtifact: AgentRuntimeArtifact.fromCodeAsset({
        path: codePath,
        runtime: AgentCoreRuntime.NODE_22,
        entrypoint: ['index.js'],
      }),
      protocolConfiguration: ProtocolType.HTTP,
      // Each answer has a session of its own, and is stopped: what is idle longer than this was left.
      lifecycleConfiguration: { idleRuntimeSessionTimeout: Duration.minutes(1), maxLifetime: Duration.hours(1) },
      environmentVariables: { AGENT: agent, MODEL_ID: modelId },
    });
    // CDK lets it write logs and traces, and ask no model.
    for (const statement of toModelStatements({ id: modelId }, this.region)) runtime.addToRolePolicy(statement);
    new CfnOutput(this, 'RuntimeArn', { value: runtime.agentRuntimeArn });
  }
}

// npx cdk deploy --app 'node examples/agents/agentcore.ts'
if (import.meta.main) {
  const codePath = 'dist/agentcore';
  await buildRuntime(codePath);
  const app = new App();
  new AgentStack(app, 'Assistant', {
    agent: 'assistant',
    modelId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    codePath,
  });
  app.synth();
}
