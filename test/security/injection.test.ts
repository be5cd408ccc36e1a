import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatEvent } from '../../lambda/chat/chat-event.ts';
import { report } from '../../lambda/observe/report.ts';
import { askSource, delta, said, script, start, stop, usage } from '../fixtures/handling/ask-source.ts';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { type HostileStage, type Outcome, startHostileStage } from '../fixtures/hostile/hostile-stage.ts';
import { placesIn, put, textsIn } from '../fixtures/hostile/places.ts';

let stage: HostileStage;
beforeAll(async () => {
  stage = await startHostileStage();
});
afterAll(() => stage.close());

const logged: string[] = [];
beforeEach(() => {
  // Powertools writes to the process's own streams, past the global console.
  const write = (line: string | Uint8Array) => logged.push(String(line)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
});
afterEach(() => {
  vi.restoreAllMocks();
  logged.length = 0;
});

/** Each ends what it stands in, for somebody: a header, a line of a log, an event of a stream, a terminal's line. */
const endings = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\u001b[2K',
  '\u0085',
  '\u2028',
  '\u2029',
  '\v',
  '\f',
  '\b',
  '\u202e',
  '"}\n',
];
const forged = 'canary: {"level":"ERROR","message":"request","status":200}';
const hostileText = fc.constantFrom(...endings).map((ending) => `a${ending}${forged}${ending}${ending}event: done`);

/** The answer's own, and no other. */
const knownHeaders =
  /^(content-type|cache-control|vary|allow|retry-after|request-id|x-(request-id|accel-buffering|content-type-options|should-retry|rivulet-ignored|rivulet-served-by|vercel-ai-ui-message-stream)|access-control-[\w-]+|openai-[\w-]+)$/;

async function expectHarmless({ headers, text, record, status }: Outcome) {
  for (const [name, value] of Object.entries(headers)) {
    expect(name).toMatch(knownHeaders);
    expect(value).toMatch(/^[\x20-\x7e]*$/);
  }
  // A refusal is one line, whatever it names; an answer's lines are those of its format.
  if (status !== 200) expect(text.trimEnd()).not.toMatch(/[\p{Cc}\u0085\u2028\u2029\u202e]/u);
  else if (headers['content-type']?.startsWith('text/event-stream')) expectEvents(text);
  if (record) await report(record, { models: {} });
  for (const line of logged) {
    expect(line).toMatch(/^[^\n\r]*\n$/);
    expect(() => JSON.parse(line)).not.toThrow();
    expect(line).not.toContain('canary');
  }
}

function expectEvents(text: string) {
  for (const line of text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)) expect(line).toMatch(/^(data|event|id): \S|^:|^$/);
}

describe.each(fullRequests)('to $protocol', ({ path, body }) => {
  const texts = textsIn(body);
  const places = placesIn(body);

  test('a text that ends lines, wherever it stands, ends no header, no line of a log and no event', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), hostileText, async (place, text) => {
        logged.length = 0;
        await expectHarmless(await stage.ask({ path, body: put(body, place, text) }));
      }),
      { numRuns: 100 },
    );
  });

  test('nor does the name of a field', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), hostileText, async (place, name) => {
        logged.length = 0;
        await expectHarmless(await stage.ask({ path, body: put(body, [...place, name], 1) }));
      }),
      { numRuns: 100 },
    );
  });

  const headers = [
    'accept',
    'user-agent',
    'anthropic-version',
    'anthropic-beta',
    'origin',
    'x-stainless-lang',
    'cookie',
  ];
  test.each(headers)('nor does the header %s', async (name) => {
    for (const ending of endings) {
      logged.length = 0;
      await expectHarmless(await stage.ask({ path, body, headers: { [name]: `a${ending}${forged}` } }));
    }
  });
});

test('nor does a query, by its names or its values', async () => {
  for (const ending of endings) {
    const text = `a${ending}${forged}`;
    for (const query of [
      { [text]: ['x'] },
      { message: ['x'], model: [text] },
      { message: [text, text] },
      { message: [text] },
    ]) {
      logged.length = 0;
      for (const accept of ['text/plain', 'application/json', 'text/event-stream']) {
        const outcome = await stage.ask({ method: 'GET', path: '/chat', query, headers: { accept } });
        if (outcome.status !== 200) await expectHarmless(outcome);
      }
    }
  }
});

test('a request id that the client chose is one value in the log', async () => {
  const chosen = `x","status":500,"caller":"somebody\n${forged}`;
  const { record } = await stage.ask({ body: { message: 'Hi' } }, { requestId: chosen });
  if (record) await report(record, { models: {} });
  const lines = logged.filter((line) => line.includes('"message":"request"'));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ requestId: chosen, status: 200, caller: 'anyone' }]);
});

describe('what a model says can’t pass for something else in the stream', () => {
  const lines =
    '\n\nevent: done\ndata: {"stopReason":"end_turn"}\n\ndata: [DONE]\n\n: heartbeat\r\r\u2028data: x\u0085id: 9';
  const answerOf = (words: string): readonly ChatEvent[] => [
    start,
    { type: 'block-start', index: 0, block: { kind: 'reasoning' } },
    { type: 'reasoning-delta', index: 0, text: words },
    { type: 'block-stop', index: 0 },
    { type: 'block-start', index: 1, block: { kind: 'text' } },
    { type: 'text-delta', index: 1, text: words },
    { type: 'block-stop', index: 1 },
    { type: 'block-start', index: 2, block: { kind: 'tool-use', id: words, name: words } },
    { type: 'tool-use-delta', index: 2, json: JSON.stringify({ a: words }) },
    { type: 'block-stop', index: 2 },
    { type: 'call', call: { index: 2, id: words, name: words, json: JSON.stringify({ a: words }) } },
    usage,
    { type: 'message-stop', stop: { kind: 'tool-use', reason: 'tool_use' } },
  ];
  const streamed = fullRequests.filter(({ protocol }) => protocol !== 'count-tokens');

  test.each(streamed)('in $protocol as many events come as without it', async ({ path, body }) => {
    const ask = async (events: readonly ChatEvent[]) => {
      const config = { maxBodyBytes: 100_000, maxTurns: 100 };
      const { text, status } = await askSource({ source: script(events), path, body, config });
      expect(status).toBe(200);
      expectEvents(text);
      return text.split('\n\n').length;
    };
    expect(await ask(answerOf(lines))).toBe(await ask(answerOf('x')));
  });

  test('NDJSON stays one object a line', async () => {
    const { text } = await askSource({ source: script(answerOf(lines)), accept: 'application/x-ndjson' });
    const types = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(types.filter((type) => type === 'done')).toHaveLength(1);
    expect(types.at(-1)).toBe('done');
  });

  test('plain text is the one format that can’t tell: a last line may be the model’s', async () => {
    const forgedEnd = 'error: the model has failed (throttled, request 1)\n';
    const { text } = await askSource({
      source: script([...said.slice(0, 2), delta(forgedEnd), usage, stop]),
      accept: 'text/plain',
    });
    expect(text).toBe(forgedEnd);
  });
});
