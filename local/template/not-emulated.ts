import type { Resolver } from './cloudformation/intrinsics.ts';
import type { Template } from './cloudformation/template.ts';

/** Types that change what happens to a request on AWS and not here, with a sentence that says so. */
const sentences: ReadonlyMap<string, string> = new Map([
  [
    'AWS::WAFv2::WebACL',
    'the firewall (the setting waf) is not emulated. Nothing is counted, blocked or logged by it here.',
  ],
]);

/** What the person who starts the stage should know is missing. */
export function readNotEmulated({ Resources }: Template, resolver: Resolver): string[] {
  return Object.entries(Resources).flatMap(([id, { Type: type, Condition }]) => {
    const isDeployed = Condition === undefined || resolver.holds(Condition, { id, type });
    return (isDeployed && sentences.get(type)) || [];
  });
}
