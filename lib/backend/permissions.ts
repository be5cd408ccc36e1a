import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { toAgentStatements } from '../agents/agent-statements.ts';
import { toRuntimeStatements } from '../agents/runtime-statements.ts';
import { acknowledge } from '../acknowledge.ts';
import { toCountStatements, toModelStatements } from '../models/model-access.ts';
import type { ChatParts } from './chat-parts.ts';

/** The role may call the allowed models, apply the guardrail, reach its items of the table, search its knowledge bases, serve its files, what its agents are granted, and agents that run elsewhere. */
export function addPermissions(role: Role, { settings, guardrail, table, knowledge, files, agents }: ChatParts): void {
  const bedrockRegion = settings.bedrockRegion ?? Stack.of(role).region;
  const statements = [
    ...Object.values(settings.models).flatMap((model) => toModelStatements(model, bedrockRegion)),
    ...toCountStatements(settings, bedrockRegion),
    ...(guardrail ? [new PolicyStatement({ actions: ['bedrock:ApplyGuardrail'], resources: [guardrail.arn] })] : []),
    ...(table?.statements ?? []),
    ...(knowledge?.statements ?? []),
    ...(files?.statements ?? []),
    ...toAgentStatements(role, agents),
    ...toRuntimeStatements(settings),
  ];
  for (const statement of statements) role.addToPolicy(statement);
  if (files) acknowledge(role, files.reasons);
}
