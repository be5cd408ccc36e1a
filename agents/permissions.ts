import type { Permissions } from '../lib/agents/permission.ts';

/**
 * What the tools of each agent may reach in AWS. The stack reads this, and no function does: it becomes statements of the chat function's role.
 * The examples need nothing. One that reads an item of a table would have
 *
 *     assistant: ({ partition, region, account }) => [
 *       { actions: ['dynamodb:GetItem'], resources: [`arn:${partition}:dynamodb:${region}:${account}:table/Orders`] },
 *     ],
 */
export const permissions: Permissions = {};
