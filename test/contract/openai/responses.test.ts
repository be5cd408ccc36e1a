import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

type Response = OpenAI.Responses.Response;
type StreamEvent = OpenAI.Responses.ResponseStreamEvent;

const whole =
  'normal slow-start slow unicode empty cached-usage stop-sequence citations tools parallel-tools agent server-tool ' +
  'reasoning redacted-reasoning mixed-blocks max-tokens content-filtered guardrail context-window-exceeded';

let stage: TestStage;
let client: OpenAI;

beforeAll(async () => {
  stage = await startTestStage({ idleSeconds: 10, marginSeconds: 1, heartbeatSeconds: 0.5, commitAfterSeconds: 0.5 });
  client = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const eventsOf = async (model: string) => {
  const events: StreamEvent[] = [];
  for await (const event of await client.responses.create({ model, input: 'hi', stream: true })) events.push(event);
  return events;
};
/** The types of the events; several of the same type in a row count as one. */
const orderOf = (events: readonly StreamEvent[]) =>
  events
    .map(({ type }) => type.replace('response.', ''))
    .filter((type, index, all) => type !== all[index - 1])
    .join(' ');
/** What two answers to the same request have in common. */
const substanceOf = ({ status, output, output_text, incomplete_details, usage }: Response) => ({
  status,
  output_text,
  incomplete_details,
  usage,
  output: output.map((item) => ({ ...item, id: '' })),
});

const message =
  'output_item.added content_part.added output_text.delta output_text.done content_part.done output_item.done';
const call = 'output_item.added function_call_arguments.delta function_call_arguments.done output_item.done';
const thought =
  'output_item.added reasoning_summary_part.added reasoning_summary_text.delta reasoning_summary_text.done ' +
  'reasoning_summary_part.done output_item.done';

describe('a streamed answer', () => {
  test.each([
    ['normal', message],
    ['slow-start', message],
    ['tools', `${message} ${call}`],
    ['parallel-tools', `${call} ${call}`],
    ['reasoning', `${thought} ${message}`],
    ['redacted-reasoning', `output_item.added output_item.done ${message}`],
    ['server-tool', message],
    [
      'citations',
      'output_item.added content_part.added output_text.annotation.added output_text.delta ' +
        'output_text.annotation.added output_text.delta output_text.done content_part.done output_item.done',
    ],
  ])('%s comes in order, numbered from 0, and its items are those of its end', async (model, order) => {
    const events = await eventsOf(model);
    expect(orderOf(events)).toBe(`created in_progress ${order} completed`);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
    const last = events.at(-1);
    expect(last).toMatchObject({ response: { status: 'completed', model, error: null } });
    const items = events.flatMap((event) => (event.type === 'response.output_item.done' ? event.item : []));
    expect(last).toMatchObject({ response: { output: items } });
  });

  test('an empty one has no item', async () => {
    expect(orderOf(await eventsOf('empty'))).toBe('created in_progress completed');
  });

  test.each(whole.split(' '))('%s, collected by the client’s own helper, is the same as buffered', async (model) => {
    const [streamed, created] = await Promise.all([
      client.responses.stream({ model, input: 'hi' }).finalResponse(),
      client.responses.create({ model, input: 'hi' }),
    ]);
    expect(substanceOf(streamed)).toMatchObject(substanceOf(created));
  });

  test('the helper’s snapshots grow to the whole text and to each call’s whole arguments', async () => {
    const texts: string[] = [];
    const calls: Record<number, string> = {};
    const answer = client.responses
      .stream({ model: 'agent', input: 'hi' })
      .on('response.output_text.delta', ({ snapshot }) => texts.push(snapshot))
      .on('response.function_call_arguments.delta', ({ output_index: at, snapshot }) => (calls[at] = snapshot));
    await answer.done();
    expect(texts).toEqual(['I will', 'I will ask.']);
    expect(calls).toEqual({ 1: '{"city":"Lisbon"}', 2: '{"city":"Porto"}' });
  });

  test('annotations say to which place in the text their source belongs', async () => {
    const { output } = await client.responses.create({ model: 'citations', input: 'hi' });
    const at = 'The tide turns twice a day'.length;
    const url = 'https://example.com/harbours';
    const annotations = [
      { type: 'file_citation', file_id: 'document-0', filename: 'Tides', index: 0 },
      { type: 'url_citation', url, title: 'Harbours', start_index: at, end_index: at },
    ];
    expect(output).toMatchObject([{ type: 'message', content: [{ type: 'output_text', annotations }] }]);
  });

  test('counts tokens read from and written to the prompt cache as input', async () => {
    const { usage } = await client.responses.create({ model: 'cached-usage', input: 'hi' });
    expect(usage).toMatchObject({
      input_tokens: 1820,
      input_tokens_details: { cached_tokens: 1500 },
      output_tokens: 4,
      total_tokens: 1824,
    });
  });
});

describe('an answer that is not complete', () => {
  test.each([
    ['max-tokens', 'max_output_tokens'],
    ['context-window-exceeded', 'max_output_tokens'],
    ['content-filtered', 'content_filter'],
    ['guardrail', 'content_filter'],
  ])('%s is incomplete for %s, and so is its last item', async (model, reason) => {
    const events = await eventsOf(model);
    const incomplete = { status: 'incomplete', incomplete_details: { reason }, output: [{ status: 'incomplete' }] };
    expect(events.at(-1)).toMatchObject({ type: 'response.incomplete', response: incomplete });
    expect(await client.responses.create({ model, input: 'hi' })).toMatchObject(incomplete);
  });

  test.each([
    ['midway-throttling', 'rate_limit_error', 'throttled'],
    ['midway-validation', 'invalid_request_error', 'model-refused'],
    ['midway-truncated', 'server_error', 'truncated'],
    ['midway-reset', 'server_error', 'disconnected'],
    ['midway-bad-crc', 'server_error', 'unreadable'],
    ['midway-stall', 'server_error', 'stalled'],
    ['truncated-tool', 'server_error', 'truncated'],
    ['unknown-stop-reason', 'server_error', 'model-error'],
  ])('%s is thrown as %s after a failed response, and nothing looks completed', async (model, type, code) => {
    const events: StreamEvent[] = [];
    const read = async () => {
      const stream = await client.responses.create({ model, input: 'hi', stream: true });
      for await (const event of stream) events.push(event);
    };
    const thrown = await Promise.allSettled([
      read(),
      client.responses.stream({ model, input: 'hi' }).finalResponse(),
      client.responses.create({ model, input: 'hi' }),
    ]);
    for (const outcome of thrown) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { type, code } });
      expect(outcome).toHaveProperty('reason', expect.any(OpenAI.APIError));
    }
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: {
        status: 'failed',
        error: { code: type === 'rate_limit_error' ? 'rate_limit_exceeded' : 'server_error' },
      },
    });
    expect(events.some((event) => event.type === 'response.completed')).toBe(false);
    expect(events.some((event) => event.type === 'response.output_item.done')).toBe(false);
    expect(events.at(-1)).toMatchObject({ response: { output: [{ status: 'incomplete' }] } });
  });

  test('a reader that leaves in the middle ends its loop, and the helper says who left', async () => {
    const kinds: string[] = [];
    const stream = await client.responses.create({ model: 'steady', input: 'hi', stream: true });
    for await (const { type } of stream) {
      kinds.push(type);
      if (type === 'response.output_text.delta') stream.controller.abort();
    }
    expect(kinds.at(-1)).toBe('response.output_text.delta');
    const helped = client.responses.stream({ model: 'steady', input: 'hi' });
    helped.once('response.output_text.delta', () => helped.abort());
    await expect(helped.finalResponse()).rejects.toThrow(OpenAI.APIUserAbortError);
  });
});
