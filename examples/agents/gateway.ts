import { mcp } from '../../lambda/agents/mcp/mcp.ts';
import type { Grant } from '../../lib/agents/permission.ts';

/** Your gateway's id and region: `aws bedrock-agentcore-control list-gateways`. */
const id = 'orders-a1b2c3d4e5';
const region = 'us-east-1';

/** The tools of an AgentCore Gateway that lets in by IAM: Lambda functions, OpenAPI and Smithy services, other MCP servers. */
export const gateway = mcp({
  url: `https://${id}.gateway.bedrock-agentcore.${region}.amazonaws.com/mcp`,
  auth: { sigv4: { service: 'bedrock-agentcore', region } },
  // The target's name, three underscores, the tool's.
  tools: ['orders___get_order'],
});

/** For agents/permissions.ts. */
export const invokeGateway: Grant = ({ partition, account }) => [
  {
    actions: ['bedrock-agentcore:InvokeGateway'],
    resources: [`arn:${partition}:bedrock-agentcore:${region}:${account}:gateway/${id}`],
  },
];
