import * as path from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AccessKeys } from '../access/access-keys.ts';
import { toAgentStatements } from '../agents/agent-statements.ts';
import type { UsedAgent } from '../agents/read-agents.ts';
import { toRuntimeStatements } from '../agents/runtime-statements.ts';
import { acknowledge } from '../acknowledge.ts';
import type { UsedGuardrail } from '../guardrail/used-guardrail.ts';
import type { UsedKnowledge } from '../knowledge/used-knowledge.ts';
import { toCountStatements, toModelStatements } from '../models/model-access.ts';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';
import { toConfig } from '../settings/to-config.ts';
import type { UsedTable } from '../table/used-table.ts';
import { withSettings } from './with-settings.ts';

export interface ChatFunctionProps {
  readonly settings: Settings;
  /** Names the function in its log lines and metrics. */
  readonly service: string;
  /** The folder that `scripts/build.ts` makes. */
  readonly codePath: string;
  /** The keys that the stack makes, by their plan. */
  readonly keys: AccessKeys['byPlan'];
  readonly guardrail?: UsedGuardrail;
  readonly table?: UsedTable;
  readonly knowledge?: UsedKnowledge;
  readonly agents: readonly UsedAgent[];
}

/** The function, its log and its role. The role may write that log, send traces, call the allowed models, apply the guardrail, reach its items of the table, search its knowledge bases, what its agents are granted, and agents that run elsewhere. */
export class ChatFunction extends Construct {
  readonly function: Function;

  constructor(
    scope: Construct,
    id: string,
    { settings, service, codePath, keys, guardrail, table, knowledge, agents }: ChatFunctionProps,
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    const bedrockRegion = settings.bedrockRegion ?? stack.region;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: settings.logRetentionDays,
      removalPolicy: toRemovalPolicy(settings),
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    for (const model of Object.values(settings.models)) {
      for (const statement of toModelStatements(model, bedrockRegion)) role.addToPolicy(statement);
    }
    for (const statement of toCountStatements(settings, bedrockRegion)) role.addToPolicy(statement);
    if (guardrail) {
      role.addToPolicy(new PolicyStatement({ actions: ['bedrock:ApplyGuardrail'], resources: [guardrail.arn] }));
    }
    for (const statement of table?.statements ?? []) role.addToPolicy(statement);
    for (const statement of knowledge?.statements ?? []) role.addToPolicy(statement);
    for (const statement of toAgentStatements(this, agents)) role.addToPolicy(statement);
    for (const statement of toRuntimeStatements(settings)) role.addToPolicy(statement);
    this.function = new Function(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(
        withSettings(path.join(codePath, 'chat'), this, {
          config: toConfig(settings, agents),
          ...(agents.length > 0 && { agents: path.join(codePath, 'agents') }),
        }),
      ),
      handler: 'index.handler',
      role,
      logGroup,
      memorySize: settings.memoryMb,
      timeout: Duration.seconds(settings.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      ...(settings.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: settings.reservedConcurrency,
      }),
      environment: {
        POWERTOOLS_SERVICE_NAME: service,
        ...toKeyPlans(keys),
        ...guardrail?.environment,
        ...table?.environment,
        ...knowledge?.environment,
      },
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray has no resources to name: PutTraceSegments and PutTelemetryRecords only.',
    });
  }
}

/** The plans of the stack's own keys, whose ids are known only when it is deployed. The first plan needs no word. */
function toKeyPlans(keys: ChatFunctionProps['keys']): Record<string, string> {
  const [, ...others] = keys;
  if (others.length === 0) return {};
  const entries = others.map(([plan, key]) => `${JSON.stringify(plan)}: "${key.keyId}"`);
  return { RIVULET_KEY_PLANS: `{${entries.join(', ')}}` };
}
