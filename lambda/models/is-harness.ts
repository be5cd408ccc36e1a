/** Whether an agent on AgentCore is a harness, which AgentCore runs by configuration: it is asked in another way than a runtime. */
export function isHarness({ arn }: { readonly arn: string }): boolean {
  return arn.includes(':harness/');
}
