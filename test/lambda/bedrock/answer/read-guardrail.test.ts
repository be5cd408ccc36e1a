import type { GuardrailTraceAssessment } from '@aws-sdk/client-bedrock-runtime';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toTraceReader } from '../../../../lambda/bedrock/answer/read-guardrail.ts';
import type { Stop } from '../../../../lambda/chat/stop.ts';

const blocked: Stop = { kind: 'guardrail', reason: 'guardrail_intervened' };
const finished: Stop = { kind: 'finished', reason: 'end_turn' };
const [readSync, readAsync] = [
  toTraceReader({ streamProcessingMode: 'sync' }),
  toTraceReader({ streamProcessingMode: 'async' }),
];

type Assessment = NonNullable<GuardrailTraceAssessment['inputAssessment']>[string];
const ofPrompt = (assessment: Assessment): GuardrailTraceAssessment => ({ inputAssessment: { g: assessment } });
const ofAnswer = (...assessments: Assessment[]): GuardrailTraceAssessment => ({
  outputAssessments: { g: assessments },
});

const wordBlocked: Assessment = {
  wordPolicy: { customWords: [{ match: 'canary', action: 'BLOCKED', detected: true }], managedWordLists: [] },
};
const attack: Assessment = {
  contentPolicy: { filters: [{ type: 'PROMPT_ATTACK', confidence: 'HIGH', action: 'BLOCKED' }] },
};

describe('a trace is told by policy and action', () => {
  test.each<[name: string, trace: GuardrailTraceAssessment, told: string[]]>([
    ['a word', ofAnswer(wordBlocked), ['word blocked']],
    ['an attack', ofPrompt(attack), ['content blocked']],
    [
      'a topic',
      ofPrompt({ topicPolicy: { topics: [{ name: 'canary', type: 'DENY', action: 'BLOCKED' }] } }),
      ['topic blocked'],
    ],
    [
      'personal data, masked, and a pattern that is only looked for',
      ofAnswer({
        sensitiveInformationPolicy: {
          piiEntities: [{ match: 'canary', type: 'EMAIL', action: 'ANONYMIZED' }],
          regexes: [{ name: 'canary', match: 'canary', regex: 'canary', action: 'NONE', detected: true }],
        },
      }),
      ['pii masked', 'pii none'],
    ],
    [
      'grounding',
      ofAnswer({
        contextualGroundingPolicy: {
          filters: [{ type: 'GROUNDING', threshold: 0.7, score: 0.2, action: 'BLOCKED' }],
        },
      }),
      ['grounding blocked'],
    ],
    [
      'each once, the prompt’s first',
      { ...ofPrompt(attack), ...ofAnswer(wordBlocked, wordBlocked) },
      ['content blocked', 'word blocked'],
    ],
    [
      'nothing that was looked for and not found',
      ofAnswer({ contentPolicy: { filters: [{ type: 'HATE', confidence: 'NONE', action: 'NONE', detected: false }] } }),
      [],
    ],
    ['nothing, if it found nothing', { modelOutput: ['canary'], actionReason: 'canary' }, []],
  ])('%s', (_name, trace, told) => {
    const { guardrail = [], ...stop } = readSync(finished, trace);
    expect(stop).toEqual(finished);
    expect(guardrail.map(({ policy, action }) => `${policy} ${action}`)).toEqual(told);
  });

  test('what is not known is left out', () => {
    const trace = {
      outputAssessments: {
        g: [{ newPolicy: { finds: [{ action: 'BLOCKED' }] }, wordPolicy: { customWords: [{ action: 'SHOUTED' }] } }],
      },
    };
    expect(readSync(blocked, trace)).toEqual(blocked);
  });
});

describe('in async mode', () => {
  test.each<[name: string, stop: Stop, trace: unknown, isRetraction: true | undefined]>([
    ['an answer that was blocked is taken back', blocked, ofAnswer(wordBlocked), true],
    ['also if no trace came, or none that says why', blocked, undefined, true],
    ['a blocked prompt has nothing to take back', blocked, ofPrompt(attack), undefined],
    ['a blocked answer has, whatever the prompt was', blocked, { ...ofPrompt(attack), ...ofAnswer(wordBlocked) }, true],
    ['an answer that ended by itself stands', finished, ofAnswer(wordBlocked), undefined],
  ])('%s', (_name, stop, trace, isRetraction) => {
    expect(readAsync(stop, trace).isRetraction).toBe(isRetraction);
    expect(readSync(stop, trace).isRetraction).toBeUndefined();
  });
});

/** Any value at all, with the names and words that Bedrock uses among others, and a canary in every text. */
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constantFrom('canary', 'BLOCKED', 'ANONYMIZED', 'NONE', null, undefined, 0, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'inputAssessment',
        'outputAssessments',
        'wordPolicy',
        'contentPolicy',
        'filters',
        'customWords',
        'action',
        'detected',
        'canary',
        '__proto__',
      ),
      tie('value'),
    ),
  ),
})).value;

test('no trace throws, and none tells more than the words of ours', () => {
  const words =
    /^\{"kind":"guardrail","reason":"guardrail_intervened"(,"guardrail":\[(,?\{"policy":"(content|topic|word|pii|grounding)","action":"(blocked|masked|none)"\})+\])?(,"isRetraction":true)?\}$/;
  fc.assert(
    fc.property(anything, anything, (input, output) => {
      for (const trace of [input, { inputAssessment: input, outputAssessments: output }]) {
        expect(JSON.stringify(readAsync(blocked, trace))).toMatch(words);
      }
    }),
    { numRuns: 2_000 },
  );
});
