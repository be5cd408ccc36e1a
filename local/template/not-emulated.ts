import type { Resolver } from './cloudformation/intrinsics.ts';
import type { Template } from './cloudformation/template.ts';

/** Types that change what happens to a request on AWS and not here, with a sentence that says so. */
const sentences: ReadonlyMap<string, string> = new Map([
  [
    'AWS::WAFv2::WebACL',
    'the firewall (the setting waf) is not emulated. Nothing is counted, blocked or logged by it here.',
  ],
  [
    'AWS::Bedrock::Guardrail',
    'the guardrail (the setting guardrail) is not made here. The stand-in checks nothing; the real Bedrock (--bedrock aws) does not ' +
      'know this guardrail and refuses every request: leave the setting out, or take one of your account by its id.',
  ],
  [
    'AWS::StepFunctions::StateMachine',
    'the sync after each upload (the setting knowledge) is not emulated: here an uploaded document is found after npm run knowledge -- sync.',
  ],
]);

/** What the person who starts the stage should know is missing. */
export function readNotEmulated({ Resources }: Template, resolver: Resolver): string[] {
  const told = Object.entries(Resources).flatMap(([id, { Type: type, Condition }]) => {
    const isDeployed = Condition === undefined || resolver.holds(Condition, { id, type });
    return (isDeployed && sentences.get(type)) || [];
  });
  return [...new Set(told)];
}
