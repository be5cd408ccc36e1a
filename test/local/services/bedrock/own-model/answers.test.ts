import { describe, expect, onTestFinished, test } from 'vitest';
import { openClient } from '../../../../../local/services/bedrock/own-model/open-client.ts';
import { counts, type Move, says, startModelServer, stops } from '../../../../fixtures/model-server.ts';
import { askOwnModel } from './asking.ts';

const start = { messageStart: { role: 'assistant' } };
const text = (said: string, contentBlockIndex = 0) => ({
  contentBlockDelta: { contentBlockIndex, delta: { text: said } },
});
const thought = (said: string) => ({
  contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: { text: said } } },
});
const input = (json: string, contentBlockIndex: number) => ({
  contentBlockDelta: { contentBlockIndex, delta: { toolUse: { input: json } } },
});
const call = (toolUseId: unknown, name: string, contentBlockIndex: number) => ({
  contentBlockStart: { contentBlockIndex, start: { toolUse: { toolUseId, name } } },
});
const end = (contentBlockIndex = 0) => ({ contentBlockStop: { contentBlockIndex } });
const stop = (stopReason: string) => ({ messageStop: { stopReason } });
const usage = (inputTokens: number, outputTokens: number, more: object = {}) => ({
  usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens, ...more },
});

const delta = (given: object) => ({ choices: [{ index: 0, delta: given, finish_reason: null }] });
const calls = (...tool_calls: readonly object[]) => delta({ tool_calls });

/** What servers send, as their sources and their users' reports have it, and the events that become of it. */
const forms: readonly (readonly [name: string, moves: readonly Move[], events: readonly object[]])[] = [
  [
    'OpenAI: text, then usage in a chunk of its own',
    [delta({ role: 'assistant', content: '' }), says('Hel'), says('lo'), stops('stop'), counts(9, 2), '[DONE]'],
    [start, text('Hel'), text('lo'), end(), stop('end_turn'), usage(9, 2)],
  ],
  [
    'nulls, and a count that is none, where something could be',
    [
      calls({ index: null, id: 'call_a', function: { name: 'clock', arguments: null } }),
      calls({ index: null, function: null }),
      stops('tool_calls'),
      { choices: [], usage: {} },
      '[DONE]',
    ],
    [start, call('call_a', 'clock', 0), end(), stop('tool_use')],
  ],
  [
    'OpenAI: what the cache had is counted apart',
    [says('Hi'), stops('stop'), counts(9, 1, { prompt_tokens_details: { cached_tokens: 6 } }), '[DONE]'],
    [
      start,
      text('Hi'),
      end(),
      stop('end_turn'),
      { usage: { ...usage(3, 1).usage, totalTokens: 10, cacheReadInputTokens: 6 } },
    ],
  ],
  [
    'OpenAI: two calls in pieces',
    [
      calls({ index: 0, id: 'call_a', type: 'function', function: { name: 'clock', arguments: '' } }),
      calls({ index: 0, function: { arguments: '{"zone"' } }),
      calls({ index: 0, function: { arguments: ':"UTC"}' } }),
      calls({ index: 1, id: 'call_b', type: 'function', function: { name: 'sum', arguments: '{}' } }),
      stops('tool_calls'),
      counts(9, 2),
      '[DONE]',
    ],
    [
      start,
      call('call_a', 'clock', 0),
      input('{"zone"', 0),
      input(':"UTC"}', 0),
      end(0),
      call('call_b', 'sum', 1),
      input('{}', 1),
      end(1),
      stop('tool_use'),
      usage(9, 2),
    ],
  ],
  [
    'OpenAI: a refusal is text',
    [delta({ refusal: 'I can’t.' }), stops('stop'), '[DONE]'],
    [start, text('I can’t.'), end(), stop('end_turn')],
  ],
  [
    'Ollama: thoughts, then two whole calls that both are the first, and the reason of text',
    [
      delta({ content: '', reasoning: 'Hm' }),
      delta({ content: '', reasoning: '…' }),
      calls({ index: 0, id: 'call_1', type: 'function', function: { name: 'clock', arguments: '{"zone":"UTC"}' } }),
      calls({ index: 0, id: 'call_2', type: 'function', function: { name: 'clock', arguments: '{}' } }),
      stops('stop'),
      counts(5, 4),
      '[DONE]',
    ],
    [
      start,
      thought('Hm'),
      thought('…'),
      end(0),
      call('call_1', 'clock', 1),
      input('{"zone":"UTC"}', 1),
      end(1),
      call('call_2', 'clock', 2),
      input('{}', 2),
      end(2),
      stop('tool_use'),
      usage(5, 4),
    ],
  ],
  [
    'llama.cpp: thoughts under another name, and figures of its own',
    [
      delta({ role: 'assistant', content: null }),
      delta({ reasoning_content: 'Hm' }),
      says('Yes'),
      stops('stop'),
      { ...counts(5, 2), timings: { prompt_n: 5 } },
      '[DONE]',
    ],
    [start, thought('Hm'), end(0), text('Yes', 1), end(1), stop('end_turn'), usage(5, 2)],
  ],
  [
    'both names for thoughts, of which one is empty',
    [delta({ reasoning_content: '', reasoning: 'Hm' }), says('Yes'), stops('stop'), '[DONE]'],
    [start, thought('Hm'), end(0), text('Yes', 1), end(1), stop('end_turn')],
  ],
  [
    'vLLM: the stop sequence that was written',
    [says('1, 2'), stops('stop', { stop_reason: '3' }), counts(5, 2), '[DONE]'],
    [start, text('1, 2'), end(), stop('stop_sequence'), usage(5, 2)],
  ],
  ['a length limit', [says('Long'), stops('length'), '[DONE]'], [start, text('Long'), end(), stop('max_tokens')]],
  ['a filter', [stops('content_filter'), '[DONE]'], [start, stop('content_filtered')]],
  ['an unknown reason', [says('A'), stops('abort'), '[DONE]'], [start, text('A'), end(), stop('abort')]],
  [
    'nothing but usage after its end, without [DONE]',
    [stops('stop'), counts(5, 0), 'end'],
    [start, stop('end_turn'), usage(5, 0)],
  ],
  [
    'comments and empty lines between',
    [Buffer.from(': ping\n\n\n\n'), says('A'), stops('stop'), '[DONE]'],
    [start, text('A'), end(), stop('end_turn')],
  ],
  [
    'a call whose id Converse would not take has another',
    [calls({ index: 0, id: 'call/1 ü', function: { name: 'clock', arguments: '{}' } }), stops('tool_calls'), '[DONE]'],
    [start, call(expect.stringMatching(/^tooluse_[\w-]+$/), 'clock', 0), input('{}', 0), end(0), stop('tool_use')],
  ],
  [
    'a call without an id has one',
    [calls({ function: { name: 'clock', arguments: '{}' } }), stops('tool_calls'), '[DONE]'],
    [start, call(expect.stringMatching(/^tooluse_[\w-]+$/), 'clock', 0), input('{}', 0), end(0), stop('tool_use')],
  ],
];

describe('what a server sends, in Bedrock’s events', () => {
  test.each(forms)('%s', async (_name, moves, events) => {
    const answer = await askOwnModel(moves);
    expect(answer.error).toBeUndefined();
    expect(answer.events).toEqual(events);
    expect(answer.told).toEqual([]);
  });
});

test('the answer of a tool that is forced is its call, and thoughts before it are thoughts', async () => {
  const inputSchema = { json: { type: 'object' } };
  const toolConfig = { tools: [{ toolSpec: { name: 'clock', inputSchema } }], toolChoice: { tool: { name: 'clock' } } };
  const moves = [
    delta({ reasoning: 'Hm' }),
    says('{"zone"'),
    says(':"UTC"}'),
    stops('stop'),
    counts(5, 4),
    '[DONE]',
  ] as const;
  const { events, asked } = await askOwnModel(moves, { toolConfig });
  expect(events).toEqual([
    start,
    thought('Hm'),
    end(0),
    call(expect.stringMatching(/^tooluse_/), 'clock', 1),
    input('{"zone"', 1),
    input(':"UTC"}', 1),
    end(1),
    stop('tool_use'),
    usage(5, 4),
  ]);
  expect(asked[0]?.body).not.toHaveProperty('tools');
});

/** What reaches neither the terminal nor the caller. */
const secret = 'my-diary-page-7';

const faults: readonly (readonly [
  name: string,
  script: Parameters<typeof askOwnModel>[0],
  error: string | undefined,
  told: string,
])[] = [
  ['it cuts the answer', [says('A'), 'cut'], 'ECONNRESET', 'the connection was lost in the middle of the answer'],
  [
    'it resets the connection',
    [says('A'), 'reset'],
    'ECONNRESET',
    'the connection was lost in the middle of the answer',
  ],
  ['it cuts within an event', [says('A'), 'half'], 'ECONNRESET', 'the connection was lost in the middle of the answer'],
  [
    'it sends no JSON',
    [says('A'), Buffer.from(`data: {${secret}}\n\n`), 'end'],
    'ModelStreamErrorException',
    'its server sent what can’t be read as a streamed answer: update it, or check that it speaks OpenAI’s Chat Completions',
  ],
  [
    'it sends other JSON',
    [says('A'), { choices: secret }, 'end'],
    'ModelStreamErrorException',
    'its server sent what can’t be read as a streamed answer: update it, or check that it speaks OpenAI’s Chat Completions',
  ],
  [
    'it tells an error midway',
    [says('A'), { error: { message: secret } }, 'end'],
    'ModelStreamErrorException',
    'its server told an error in the middle of the answer. Its own log may say more',
  ],
  [
    'it tells an error first',
    [{ error: { message: secret } }, 'end'],
    'ModelStreamErrorException',
    'its server told an error in the middle of the answer. Its own log may say more',
  ],
  [
    'its context is full midway',
    [
      says('A'),
      { error: { code: 500, message: `Context size has been exceeded. ${secret}`, type: 'server_error' } },
      'end',
    ],
    'ValidationException',
    'the conversation is too long for it: start its server with a larger context, or send less',
  ],
  [
    'llama.cpp: the prompt is too long',
    {
      status: 400,
      body: {
        error: {
          code: 400,
          message: `request (4390 tokens) exceeds the available context size ${secret}`,
          type: 'exceed_context_size_error',
        },
      },
    },
    'ValidationException',
    'the conversation is too long for it: start its server with a larger context, or send less',
  ],
  [
    'llama.cpp: it is still loading',
    { status: 503, body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } } },
    'ModelNotReadyException',
    'it is still being loaded: try again',
  ],
  [
    'llama.cpp: no projector for images',
    {
      status: 500,
      body: {
        error: {
          code: 500,
          message: 'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
          type: 'server_error',
        },
      },
    },
    'ValidationException',
    'it takes no images here: choose another model, or send none',
  ],
  [
    'Ollama: no tools',
    {
      status: 400,
      body: {
        error: {
          message: 'registry.ollama.ai/library/gemma3:4b does not support tools',
          type: 'api_error',
          param: null,
          code: null,
        },
      },
    },
    'ValidationException',
    'it takes no tools here: choose another model, or ask without tools',
  ],
  [
    'Ollama: no thinking',
    {
      status: 400,
      body: { error: { message: '"tiny" does not support thinking', type: 'api_error', param: null, code: null } },
    },
    'ValidationException',
    'it can’t be told how much to think: leave out effort and reasoning',
  ],
  [
    'Ollama: it can’t be loaded',
    { status: 500, body: { error: { message: `runner has terminated: error loading model: ${secret}` } } },
    'InternalServerException',
    'its server answered with status 500. Its own log may say more',
  ],
  [
    'Ollama: a model named after what it sees is not there',
    { status: 404, body: { error: { message: "model 'llama3.2-vision' not found" } } },
    'ResourceNotFoundException',
    'its server does not have it',
  ],
  [
    'llama.cpp: it writes what its template can’t read',
    [
      says('A'),
      { error: { code: 500, message: `output that does not match the expected peg-native format ${secret}` } },
      'end',
    ],
    'ModelStreamErrorException',
    'it wrote what its server could not read: try again, or choose another model',
  ],
  [
    'vLLM: more tokens are wanted than it can write',
    {
      status: 400,
      body: {
        error: { message: "'max_tokens' is too large: 8192. This model's maximum context length is 4096", code: 400 },
      },
    },
    'ValidationException',
    'it can’t write as many tokens as it is asked for: lower maxTokens, of the request or of the settings',
  ],
  [
    'vLLM: tools are off',
    {
      status: 400,
      body: {
        error: {
          message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
          type: 'BadRequestError',
          code: 400,
        },
      },
    },
    'ValidationException',
    'it takes no tools here: choose another model, or ask without tools',
  ],
  [
    'it does not have the model',
    { status: 404, body: { error: { message: `model ${secret} not found` } } },
    'ResourceNotFoundException',
    'its server does not have it',
  ],
  [
    'its rate is limited',
    { status: 429, body: { error: { message: secret } } },
    'ThrottlingException',
    'its server answered with status 429. Its own log may say more',
  ],
  [
    'it refuses the input',
    { status: 422, body: { error: { message: secret } } },
    'ValidationException',
    'its server answered with status 422. Its own log may say more',
  ],
  [
    'it is overloaded',
    { status: 503, body: secret },
    'ServiceUnavailableException',
    'its server answered with status 503. Its own log may say more',
  ],
  [
    'it is broken',
    { status: 500, body: secret },
    'InternalServerException',
    'its server answered with status 500. Its own log may say more',
  ],
  [
    'a proxy waits too long for it',
    { status: 504, body: secret },
    'ModelTimeoutException',
    'its server answered with status 504. Its own log may say more',
  ],
  [
    'it answers without a chunk',
    ['end'],
    undefined,
    'its server answered with nothing. The conversation may be too long for it, or the server does not stream',
  ],
  [
    'it does not stream',
    { status: 200, body: { choices: [{ message: { content: secret } }] } },
    undefined,
    'its server answered with nothing. The conversation may be too long for it, or the server does not stream',
  ],
];

describe('what goes wrong at a server, as Bedrock would tell it', () => {
  test.each(faults)('%s', async (_name, script, error, told) => {
    const answer = await askOwnModel(script);
    expect(nameOf(answer.error)).toBe(error);
    expect(answer.told).toEqual([expect.stringMatching(/^The model tiny at http:\/\/127\.0\.0\.1:\d+\/v1: /)]);
    expect(answer.told[0]?.split('/v1: ')[1]).toBe(told);
    expect(answer.told.join() + answer.error?.message).not.toContain(secret);
  });

  test('without a reason to stop, there is none, and the person is told', async () => {
    const { events, error, told } = await askOwnModel([says('A'), '[DONE]']);
    expect([events, error]).toEqual([[start, text('A')], undefined]);
    expect(told).toEqual([
      expect.stringMatching(/: its server ended the answer without a reason\. Its own log may say more$/),
    ]);
  });
});

function nameOf(error: Error | undefined): string | undefined {
  return error && 'code' in error && typeof error.code === 'string' ? error.code : error?.name;
}

describe('its key', () => {
  test('is not sent to a server that asks for none', async () => {
    const { asked } = await askOwnModel([says('A'), stops('stop'), '[DONE]'], {}, { key: 'sk-mine' });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test.each([401, 403] as const)('is sent to one that has refused with %i to answer without', async (refusesWith) => {
    const keys = { key: 'sk-mine', wantedKey: 'sk-mine', refusesWith };
    const { asked, events } = await askOwnModel([says('A'), stops('stop'), '[DONE]'], {}, keys);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-mine']);
    expect(events).toHaveLength(4);
  });

  test('is sent with each of several first questions that a server refuses at once', async () => {
    const server = await startModelServer(() => [says('A'), stops('stop'), '[DONE]'], { key: 'sk-mine' });
    onTestFinished(server.close);
    const client = openClient({ server: server.url, key: 'sk-mine' });
    const asking = Array.from({ length: 5 }, () => client.models.list());
    expect(await Promise.all(asking.map(async (page) => (await page).data.map(({ id }) => id)))).toEqual(
      Array.from({ length: 5 }, () => ['tiny']),
    );
  });

  test.each([
    [{ wantedKey: 'sk-mine' }, 'set OPENAI_API_KEY'],
    [{ wantedKey: 'sk-mine', key: 'sk-other' }, 'OPENAI_API_KEY is not the one that it wants'],
  ])('%j: the person is told', async (keys, advice) => {
    const { error, told } = await askOwnModel([], {}, keys);
    expect(error?.name).toBe('AccessDeniedException');
    expect(told).toEqual([expect.stringContaining(`its server wants a key (status 401): ${advice}`)]);
    expect(told.join()).not.toContain('sk-');
  });
});
