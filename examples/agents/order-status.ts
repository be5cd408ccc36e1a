import { tool } from '@strands-agents/sdk';
import { AwsClient } from 'aws4fetch';
import { z } from 'zod';
import type { Grant } from '../../lib/agents/permission.ts';

const functionName = 'order-status';

/** A tool that a Lambda function of the same account and region answers, by the name of which a model never learns. */
export const orderStatus = tool({
  name: 'order_status',
  description: 'Where an order is.',
  inputSchema: z.object({ order: z.string().regex(/^[A-Z0-9-]{1,20}$/) }),
  async callback(input, context) {
    const {
      AWS_REGION: region = '',
      AWS_ACCESS_KEY_ID: accessKeyId = '',
      AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
    } = process.env;
    const { AWS_SESSION_TOKEN: sessionToken, AWS_ENDPOINT_URL_LAMBDA: endpoint } = process.env;
    // The credentials of the chat function's role.
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
    const aws = new AwsClient({ ...credentials, region, service: 'lambda', retries: 0 });
    const url = `${endpoint ?? `https://lambda.${region}.amazonaws.com`}/2015-03-31/functions/${functionName}/invocations`;
    const signal = context?.cancelSignal ?? null;
    const response = await aws.fetch(url, { method: 'POST', body: JSON.stringify(input), signal });
    // Its message reaches nobody: of an error that is no `ToolError` a model learns that the tool failed.
    if (!response.ok || response.headers.has('x-amz-function-error')) throw new Error('the function failed');
    return response.text();
  },
});

/** For agents/permissions.ts. */
export const invokeOrderStatus: Grant = ({ partition, region, account }) => [
  {
    actions: ['lambda:InvokeFunction'],
    resources: [`arn:${partition}:lambda:${region}:${account}:function:${functionName}`],
  },
];
