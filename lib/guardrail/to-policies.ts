import type { CfnGuardrailProps } from 'aws-cdk-lib/aws-bedrock';
import type { NewGuardrail } from '../settings/rows/parts/guardrail/new-guardrail.ts';

type Policies = Omit<CfnGuardrailProps, 'name'>;

/** What is found is blocked, in prompts and in answers. Said in full: without it Bedrock checks some of it in answers only. */
const blocked = { inputAction: 'BLOCK', inputEnabled: true, outputAction: 'BLOCK', outputEnabled: true };

/** The settings in Bedrock's words. A policy without a filter is left out: Bedrock charges for each one. */
export function toPolicies({
  filters,
  promptAttacks,
  profanity,
  words = [],
  pii = {},
  ...blockedTexts
}: NewGuardrail): Policies {
  const filtersConfig = [
    ...Object.entries(filters).map(([name, strength]) => toFilter(name, strength, strength)),
    // Bedrock takes no other strength for answers (user guide, "Detect prompt attacks").
    toFilter('prompt_attack', promptAttacks, 'none'),
  ].filter(({ inputStrength }) => inputStrength !== 'NONE');
  const piiEntitiesConfig = Object.entries(pii).map(([type, action]) => toPiiEntity(type, piiActions[action]));
  return {
    blockedInputMessaging: blockedTexts.promptBlocked,
    blockedOutputsMessaging: blockedTexts.answerBlocked,
    ...(filtersConfig.length > 0 && { contentPolicyConfig: { filtersConfig } }),
    ...((words.length > 0 || profanity) && {
      wordPolicyConfig: {
        ...(words.length > 0 && { wordsConfig: words.map((text) => ({ text, ...blocked })) }),
        ...(profanity && { managedWordListsConfig: [{ type: 'PROFANITY', ...blocked }] }),
      },
    }),
    ...(piiEntitiesConfig.length > 0 && { sensitiveInformationPolicyConfig: { piiEntitiesConfig } }),
  };
}

function toFilter(name: string, input: string, output: string) {
  return { type: name.toUpperCase(), inputStrength: input.toUpperCase(), outputStrength: output.toUpperCase() };
}

const piiActions = { block: 'BLOCK', mask: 'ANONYMIZE' } as const;

function toPiiEntity(type: string, action: string) {
  return { type, action, inputAction: action, inputEnabled: true, outputAction: action, outputEnabled: true };
}
