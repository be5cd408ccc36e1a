import { agentcore } from './agentcore/service.ts';
import { bedrock } from './bedrock/service.ts';
import { cognito } from './cognito/service.ts';
import { dynamodb } from './dynamodb/service.ts';
import { knowledge } from './knowledge/service.ts';
import { mcpServers } from './mcp-servers/service.ts';
import { s3 } from './s3/service.ts';
import { secretsManager } from './secrets-manager/service.ts';
import type { Service } from './service.ts';

/** The AWS services that a stack may use besides API Gateway and Lambda, and the servers of its agents' tools. To add one: a folder here, and a line below, behind those that it asks. */
export const services: readonly Service[] = [
  bedrock,
  cognito,
  dynamodb,
  ...mcpServers,
  secretsManager,
  agentcore,
  knowledge,
  s3,
];
