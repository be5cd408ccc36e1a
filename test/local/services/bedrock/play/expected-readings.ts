import type { Reading, Transport } from '../clients.ts';

/** What the SDK reads of a scenario; with a transport's name where they differ. */
export type Expected = Partial<Reading> | Readonly<Record<Transport, Partial<Reading>>>;

const oneBlock = ['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata'];
const block = ['contentBlockDelta', 'contentBlockStop'];
const startedBlock = ['contentBlockStart', ...block];
const end = ['messageStop', 'metadata'];

function whole(text: string, more: Partial<Reading> = {}): Partial<Reading> {
  return { events: oneBlock, text, stopReason: 'end_turn', error: undefined, ...more };
}

function refused(name: string, status: number | undefined): Partial<Reading> {
  return { events: [], text: '', stopReason: undefined, outputTokens: undefined, error: { name, status } };
}

function broken(name?: string): Partial<Reading> {
  return {
    events: ['messageStart', 'contentBlockDelta'],
    text: 'The river rises and then',
    stopReason: undefined,
    outputTokens: undefined,
    error: name === undefined ? undefined : { name, status: undefined },
  };
}

// Over HTTP/2 the SDK ends the iteration as if the answer were whole: the reason why Rivulet calls over HTTP/1.1.
const lost = { 'HTTP/1.1': broken('ECONNRESET'), 'HTTP/2': broken() };

const said = { events: ['messageStart', ...block, 'messageStop'], text: 'All said.', stopReason: 'end_turn' };

/** By the scenario's name. The ones that never end have tests of their own. */
export const expectedReadings: Readonly<Record<string, Expected>> = {
  normal: whole(
    'A river begins as rain on high ground. Small streams meet and grow, and every bend slows the water a little. ' +
      'By the time it reaches the sea, it has carried half a mountain with it.',
    { outputTokens: 47 },
  ),
  slow: whole('One, two, three, four, five.'),
  'slow-start': whole('Worth the wait.'),
  'slow-middle': whole('Let me think … Yes.'),
  'slow-first-word': whole('At last.'),
  bursty: whole(`${Array.from({ length: 40 }, (_, index) => ` ${index + 1}`).join('')} and done.`),
  empty: whole(''),
  surrogates: whole('Well done 😀 👍🏽, all of you 👨‍👩!'),
  unicode: whole('川は山から海へ流れる。 Dòng sông chảy ra biển. النهر يجري. e\u0301 n\u0303 👩‍👩‍👧‍👦 \u{1d400} ✅'),
  'cached-usage': whole('From memory.'),
  tools: whole('I will look up the weather.', {
    events: ['messageStart', ...block, ...startedBlock, ...end],
    stopReason: 'tool_use',
  }),
  'parallel-tools': whole('', {
    events: ['messageStart', ...startedBlock, ...startedBlock, ...end],
    stopReason: 'tool_use',
  }),
  hello: whole('Hello!'),
  agent: whole('I will ask.', {
    events: ['messageStart', ...block, ...startedBlock, ...startedBlock, ...end],
    stopReason: 'tool_use',
  }),
  'agent-tools': whole('Let me see.', {
    events: ['messageStart', ...block, ...startedBlock, ...startedBlock, ...end],
    stopReason: 'tool_use',
  }),
  'thinking-agent': whole('', { events: ['messageStart', ...block, ...startedBlock, ...end], stopReason: 'tool_use' }),
  'agent-tasks': whole('', { events: ['messageStart', ...startedBlock, ...end], stopReason: 'tool_use' }),
  'json-text': whole('{"city": "Lisbon", "degrees": 21}'),
  'json-tool': whole('Here it is.', {
    events: ['messageStart', ...block, ...startedBlock, ...end],
    stopReason: 'tool_use',
  }),
  'server-tool': whole('It is 42.', { events: ['messageStart', ...startedBlock, ...startedBlock, ...block, ...end] }),
  reasoning: whole('The sum is 42.', { events: ['messageStart', ...block, ...block, ...end] }),
  'redacted-reasoning': whole('The sum is 42.', { events: ['messageStart', ...block, ...block, ...end] }),
  'mixed-blocks': whole('Hello! How can I help?', { events: ['messageStart', ...block, ...block, ...block, ...end] }),
  citations: whole('The tide turns twice a day and ships leave with the ebb.'),
  'max-tokens': whole('The river goes on and on and', { stopReason: 'max_tokens' }),
  'stop-sequence': whole('one two ', { stopReason: 'stop_sequence' }),
  guardrail: whole('Sorry, I can not talk about that.', { stopReason: 'guardrail_intervened' }),
  'guardrail-prompt': whole('This question is not allowed here.', { stopReason: 'guardrail_intervened' }),
  'guardrail-masked': whole('You can write to {EMAIL} or call {PHONE}.'),
  'guardrail-late': whole(
    'The new product is called Project Bluebird, and it will be announced in May. This answer is not allowed here.',
    { stopReason: 'guardrail_intervened' },
  ),
  'content-filtered': whole('It all began when', { stopReason: 'content_filtered' }),
  'context-window-exceeded': whole('There is no room left', { stopReason: 'model_context_window_exceeded' }),
  'unknown-event': whole('Before and after.'),
  'unknown-delta': whole('Before and after.'),
  'unknown-stop-reason': whole('The end.', { stopReason: 'moon_phase' }),

  'refused-throttling': refused('ThrottlingException', 429),
  'refused-model-not-ready': refused('ModelNotReadyException', 429),
  'refused-service-unavailable': refused('ServiceUnavailableException', 503),
  'refused-internal-server': refused('InternalServerException', 500),
  'refused-validation': refused('ValidationException', 400),
  'refused-service-quota': refused('ServiceQuotaExceededException', 400),
  'refused-access-denied': refused('AccessDeniedException', 403),
  'refused-resource-not-found': refused('ResourceNotFoundException', 404),
  'refused-model-timeout': refused('ModelTimeoutException', 408),
  'refused-model-error': refused('ModelErrorException', 424),
  'refused-model-stream-error': refused('ModelStreamErrorException', 424),
  'refused-not-json': refused('SyntaxError', 502),
  'refused-exception-first': refused('ThrottlingException', undefined),
  'refused-late': refused('ThrottlingException', 429),
  'cut-at-start': { 'HTTP/1.1': refused('ECONNRESET', undefined), 'HTTP/2': refused('TimeoutError', undefined) },

  'midway-internal-server': broken('InternalServerException'),
  'midway-model-stream-error': broken('ModelStreamErrorException'),
  'midway-validation': broken('ValidationException'),
  'midway-throttling': broken('ThrottlingException'),
  'midway-service-unavailable': broken('ServiceUnavailableException'),
  'midway-unknown-exception': broken('modelAsleepException'),
  'midway-error-frame': broken('InternalFailure'),
  'midway-half-frame': broken('Error'),
  'midway-half-prelude': broken('Error'),
  'midway-bad-crc': broken('Error'),
  'midway-truncated': broken(),
  'midway-cut': lost,
  'midway-reset': lost,
  'truncated-tool': { events: ['messageStart', 'contentBlockStart', 'contentBlockDelta'], error: undefined },
  'cut-after-stop': {
    'HTTP/1.1': { ...said, error: { name: 'ECONNRESET', status: undefined } },
    'HTTP/2': { ...said, error: undefined },
  },
};
