import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ guardrail: { create: {}, mode: 'async' } });
});
afterAll(() => stage.close());

const messages = [{ role: 'user', content: 'hi' }];

/** A request in each protocol, streamed and whole. */
const requests: [name: string, path: string, body: object, accept?: string][] = [
  ['text', 'chat', { message: 'hi' }, 'text/plain'],
  ['SSE', 'chat', { message: 'hi' }, 'text/event-stream'],
  ['NDJSON', 'chat', { message: 'hi' }, 'application/x-ndjson'],
  ['JSON', 'chat', { message: 'hi' }, 'application/json'],
  ['Chat Completions', 'v1/chat/completions', { messages, stream: true }],
  ['Chat Completions, whole', 'v1/chat/completions', { messages }],
  ['Responses', 'v1/responses', { input: 'hi', stream: true }],
  ['Responses, whole', 'v1/responses', { input: 'hi' }],
  ['Messages', 'v1/messages', { messages, max_tokens: 100, stream: true }],
  ['Messages, whole', 'v1/messages', { messages, max_tokens: 100 }],
  ['UI messages', 'api/chat', { messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'hi' }] }] }],
];

async function ask(path: string, body: object, accept = '*/*'): Promise<string> {
  const response = await fetch(stage.url + path, {
    method: 'POST',
    headers: { 'x-api-key': stage.apiKey ?? '', authorization: `Bearer ${stage.apiKey}`, accept },
    body: JSON.stringify(body),
  });
  return response.text();
}

test('Bedrock is asked with the guardrail that the stack made, its version, its mode and its trace', async () => {
  await ask('chat', { message: 'hi', model: 'normal' });
  expect(stage.seen.at(-1)?.body).toMatchObject({
    guardrailConfig: {
      guardrailIdentifier: expect.stringMatching(/^[a-z0-9]+$/),
      guardrailVersion: '1',
      streamProcessingMode: 'async',
      trace: 'enabled',
    },
  });
});

describe.each(['guardrail-late', 'guardrail-masked', 'guardrail-prompt'])('%s', (model) => {
  test.each(requests)('%s tells nothing of the trace but policies and actions', async (_name, path, body, accept) => {
    const written = await ask(path, { ...body, model }, accept);
    expect(written).not.toMatch(/quoted/i);
    expect(written).not.toBe('');
  });

  test('neither does the log, where the line of the request has them', async () => {
    await ask('chat', { message: 'hi', model });
    const lineOf = () => stage.lines.findLast((line) => line.includes('"message":"request"') && line.includes(model));
    await expect.poll(lineOf).toBeDefined();
    expect(stage.lines.join('\n')).not.toMatch(/quoted|bluebird/i);
    const told = {
      'guardrail-late': {
        'gen_ai.response.finish_reasons': ['guardrail_intervened'],
        isRetraction: true,
        guardrail: [
          { policy: 'topic', action: 'blocked' },
          { policy: 'word', action: 'blocked' },
        ],
      },
      'guardrail-masked': {
        'gen_ai.response.finish_reasons': ['end_turn'],
        guardrail: [
          { policy: 'pii', action: 'masked' },
          { policy: 'pii', action: 'none' },
        ],
      },
      'guardrail-prompt': {
        'gen_ai.response.finish_reasons': ['guardrail_intervened'],
        guardrail: [{ policy: 'content', action: 'blocked' }],
      },
    }[model];
    expect(JSON.parse(/\{.*\}/.exec(lineOf() ?? '')?.[0] ?? '')).toMatchObject(told ?? {});
  });
});

describe('an answer whose words left before they were checked', () => {
  test.each(requests.filter(([name]) => /whole|JSON$/.test(name) && name !== 'NDJSON'))(
    '%s has none of them',
    async (_name, path, body, accept) => {
      const written = await ask(path, { ...body, model: 'guardrail-late' }, accept);
      expect(written).not.toContain('Bluebird');
      expect(written).toMatch(/guardrail_intervened|content_filter|refusal/);
    },
  );

  test.each([
    ['SSE', /event: retraction\ndata: \{"guardrail":.*\n\nid: \d+\nevent: done\ndata: .*\n\n$/],
    ['NDJSON', /\{"type":"retraction","guardrail":.*\n\{"type":"done",.*\n$/],
    ['text', /\nnote: a guardrail took back the text above \(guardrail_intervened, request .*\)\n$/],
    ['UI messages', /\{"type":"data-retraction","data":\{"guardrail":.*\n\ndata: \{"type":"finish-step"\}/],
  ])('%s takes them back before it ends', async (name, ending) => {
    const [, path = '', body = {}, accept] = requests.find(([of]) => of === name) ?? [];
    expect(await ask(path, { ...body, model: 'guardrail-late' }, accept)).toMatch(ending);
  });

  test('the response at the end of a Responses stream does not repeat them', async () => {
    const written = await ask('v1/responses', { input: 'hi', stream: true, model: 'guardrail-late' });
    const [, last = ''] = /event: response\.incomplete\ndata: (.*)/.exec(written) ?? [];
    expect(JSON.parse(last)).toMatchObject({ response: { status: 'incomplete', output: [] } });
  });

  test('a blocked prompt is no retraction: its only text is what the guardrail says', async () => {
    const written = await ask('chat', { message: 'hi', model: 'guardrail-prompt' }, 'application/x-ndjson');
    expect(written).toContain('This question is not allowed here.');
    expect(written).not.toContain('retraction');
  });
});
