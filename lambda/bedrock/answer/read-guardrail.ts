import type { GuardrailAssessment, GuardrailStreamConfiguration } from '@aws-sdk/client-bedrock-runtime';
import type { PolicyAction } from '../../chat/stop.ts';
import type { ReadTrace } from './normalize.ts';

const policies = {
  contentPolicy: 'content',
  topicPolicy: 'topic',
  wordPolicy: 'word',
  sensitiveInformationPolicy: 'pii',
  contextualGroundingPolicy: 'grounding',
} as const satisfies Partial<Record<keyof GuardrailAssessment, PolicyAction['policy']>>;

const actions: ReadonlyMap<unknown, PolicyAction['action']> = new Map([
  ['BLOCKED', 'blocked'],
  ['ANONYMIZED', 'masked'],
  ['NONE', 'none'],
]);

/**
 * Adds to a stop what the guardrail did, as its trace tells it (GuardrailTraceAssessment, in ConverseStream's metadata event).
 * The trace quotes prompts, answers, words and the names of topics. Nothing of it is copied: it only chooses words of ours, and
 * what is not known here is left out. It is read as if it could be anything, so that no new shape throws.
 *
 * In async mode words leave before they are checked. Then nothing stands of an answer that the guardrail ended, unless the trace
 * says that only the prompt was blocked: the model said nothing, and the only text is the guardrail's message.
 */
export function toTraceReader({ streamProcessingMode }: GuardrailStreamConfiguration): ReadTrace {
  return (stop, trace) => {
    const { inputAssessment, outputAssessments } = toRecord(trace);
    const input = toPolicyActions(Object.values(toRecord(inputAssessment)));
    const output = toPolicyActions(Object.values(toRecord(outputAssessments)).flat());
    const guardrail = [...new Map([...input, ...output].map((one) => [`${one.policy} ${one.action}`, one])).values()];
    const isPromptAlone = hasBlocked(input) && !hasBlocked(output);
    const isRetraction = streamProcessingMode === 'async' && stop.kind === 'guardrail' && !isPromptAlone;
    return {
      ...stop,
      ...(guardrail.length > 0 && { guardrail }),
      ...(isRetraction && { isRetraction }),
    };
  };
}

function hasBlocked(done: readonly PolicyAction[]): boolean {
  return done.some(({ action }) => action === 'blocked');
}

function toPolicyActions(assessments: readonly unknown[]): PolicyAction[] {
  return assessments.flatMap((assessment) =>
    Object.entries(policies).flatMap(([name, policy]) => {
      // A policy has one or two lists of what it found.
      const lists = Object.values(toRecord(toRecord(assessment)[name]));
      return lists.flatMap((list) =>
        Array.isArray(list) ? list.flatMap((found) => toPolicyAction(policy, found)) : [],
      );
    }),
  );
}

/** With `none`, Bedrock may also list what it looked for and did not find. */
function toPolicyAction(policy: PolicyAction['policy'], found: unknown): PolicyAction[] {
  const { action: word, detected } = toRecord(found);
  const action = actions.get(word);
  return action === undefined || (action === 'none' && detected !== true) ? [] : [{ policy, action }];
}

/** What is no object has no fields. */
function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' ? { ...value } : {};
}
