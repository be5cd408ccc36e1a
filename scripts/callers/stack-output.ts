import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** What `cdk deploy` prints under this name; undefined if the stack has no such output. */
export async function readOutput(
  client: CloudFormationClient,
  StackName: string,
  name: string,
): Promise<string | undefined> {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  return stack?.Outputs?.find(({ OutputKey: key }) => key === name)?.OutputValue;
}
