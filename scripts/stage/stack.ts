import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

/** What `cdk deploy` prints under this name; undefined if the stack has no such output. Without a stack's name, that of the only one. */
export async function readOutput(
  client: CloudFormationClient,
  StackName: string | undefined,
  name: string,
): Promise<string | undefined> {
  const asked = new DescribeStacksCommand(StackName === undefined ? {} : { StackName });
  const { Stacks: [stack] = [] } = await client.send(asked);
  return stack?.Outputs?.find(({ OutputKey: key }) => key === name)?.OutputValue;
}

/**
 * The stack that made the API. CloudFormation answers with resources of the stack, the first hundred
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html): another resource may not be among them.
 */
export async function findStack(client: CloudFormationClient, apiId: string): Promise<string> {
  const asked = new DescribeStackResourcesCommand({ PhysicalResourceId: apiId });
  const { StackResources: [resource] = [] } = await client.send(asked);
  if (resource?.StackName !== undefined) return resource.StackName;
  throw new Error(`no stack has the API ${apiId}: send --stack instead of --url`);
}
