import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../../lambda/chat/failure.ts';
import { isWhole as saysAll } from '../../../../lambda/chat/stop.ts';
import { chooseFormat } from '../../../../lambda/protocols/native/formats.ts';
import { flow, gather } from '../../../fixtures/answers/gather.ts';
import { answerContext } from '../../../fixtures/answers/answer-context.ts';
import { brokenSequence, wholeSequence } from '../../../fixtures/answers/normalized-sequence.ts';

const context = answerContext;
const encode = (mediaType: string, events: readonly ChatEvent[]) =>
  gather(chooseFormat(mediaType).encode(flow(events), context));

const usage = { input: 3, output: 2, total: 5, cacheRead: 1, cacheWrite: 0 };
const everything: ChatEvent[] = [
  { type: 'message-start' },
  { type: 'silence' },
  { type: 'block-start', index: 0, block: { kind: 'reasoning' } },
  { type: 'reasoning-delta', index: 0, text: 'hm' },
  { type: 'reasoning-signature', index: 0, signature: 'sig' },
  { type: 'reasoning-redacted', index: 0, data: new Uint8Array([1, 2]) },
  { type: 'block-stop', index: 0 },
  { type: 'block-start', index: 1, block: { kind: 'text' } },
  { type: 'text-delta', index: 1, text: 'Hel' },
  { type: 'text-delta', index: 1, text: 'lo\n\ndata: x' },
  { type: 'citation', index: 1, citation: { title: 'T', quotes: ['q'] } },
  { type: 'block-stop', index: 1 },
  { type: 'block-start', index: 2, block: { kind: 'tool-use', id: 't', name: 'search' } },
  { type: 'tool-use-delta', index: 2, json: '{}' },
  { type: 'block-stop', index: 2 },
  { type: 'usage', model: 'haiku', usage },
  { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } },
];
const broken: ChatEvent[] = [
  ...everything.slice(0, 10),
  { type: 'failure', failure: new Failure('throttled', 'try later') },
];

describe('text/plain', () => {
  test('is the text as it comes and nothing else', async () => {
    expect(await encode('text/plain', everything)).toEqual(['Hel', 'lo\n\ndata: x']);
  });
  test('reports a failure on a last line of its own', async () => {
    const line = 'error: try later (throttled, request request-1)\n';
    expect((await encode('text/plain', broken)).at(-1)).toBe(`\n${line}`);
    const afterLine: ChatEvent[] = [{ type: 'text-delta', index: 0, text: 'a\n' }, ...broken.slice(-1)];
    expect(await encode('text/plain', afterLine)).toEqual(['a\n', line]);
  });
});

test('text/event-stream writes numbered, named events, one in each write', async () => {
  expect(await encode('text/event-stream', everything)).toMatchInlineSnapshot(`
    [
      "id: 1
    event: start
    data: {"requestId":"request-1","model":"haiku","maxTokens":100}

    ",
      ": heartbeat

    ",
      "id: 2
    event: reasoning
    data: {"text":"hm"}

    ",
      "id: 3
    event: reasoning
    data: {"signature":"sig"}

    ",
      "id: 4
    event: reasoning
    data: {"redacted":"AQI="}

    ",
      "id: 5
    event: delta
    data: {"text":"Hel"}

    ",
      "id: 6
    event: delta
    data: {"text":"lo\\n\\ndata: x"}

    ",
      "id: 7
    event: citation
    data: {"title":"T","quotes":["q"]}

    ",
      "id: 8
    event: tool-use
    data: {"index":2,"id":"t","name":"search"}

    ",
      "id: 9
    event: tool-input
    data: {"index":2,"json":"{}"}

    ",
      "id: 10
    event: usage
    data: {"inputTokens":3,"outputTokens":2,"totalTokens":5,"cacheReadTokens":1,"cacheWriteTokens":0}

    ",
      "id: 11
    event: done
    data: {"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5,"cacheReadTokens":1,"cacheWriteTokens":0}}

    ",
    ]
  `);
});

test('application/x-ndjson writes the same events a line each', async () => {
  expect(await encode('application/x-ndjson', everything)).toMatchInlineSnapshot(`
    [
      "{"type":"start","requestId":"request-1","model":"haiku","maxTokens":100}
    ",
      "{"type":"heartbeat"}
    ",
      "{"type":"reasoning","text":"hm"}
    ",
      "{"type":"reasoning","signature":"sig"}
    ",
      "{"type":"reasoning","redacted":"AQI="}
    ",
      "{"type":"delta","text":"Hel"}
    ",
      "{"type":"delta","text":"lo\\n\\ndata: x"}
    ",
      "{"type":"citation","title":"T","quotes":["q"]}
    ",
      "{"type":"tool-use","index":2,"id":"t","name":"search"}
    ",
      "{"type":"tool-input","index":2,"json":"{}"}
    ",
      "{"type":"usage","inputTokens":3,"outputTokens":2,"totalTokens":5,"cacheReadTokens":1,"cacheWriteTokens":0}
    ",
      "{"type":"done","stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5,"cacheReadTokens":1,"cacheWriteTokens":0}}
    ",
    ]
  `);
});

describe('what a guardrail did', () => {
  const guardrail = [{ policy: 'pii', action: 'masked' }] as const;
  const retracted: ChatEvent[] = [
    ...everything.slice(0, -2),
    { type: 'message-stop', stop: { kind: 'guardrail', reason: 'x', guardrail, isRetraction: true } },
  ];
  const masked: ChatEvent[] = [
    ...everything.slice(0, -2),
    { type: 'message-stop', stop: { kind: 'finished', reason: 'x', guardrail } },
  ];
  const told = '"guardrail":[{"policy":"pii","action":"masked"}]';

  test('is told at the end', async () => {
    expect((await encode('application/x-ndjson', masked)).at(-1)).toBe(
      `{"type":"done","stopReason":"end_turn",${told}}\n`,
    );
    expect((await encode('application/json', masked))[0]).toContain(`"stopReason":"end_turn",${told}`);
    expect(await encode('text/plain', masked)).toEqual(['Hel', 'lo\n\ndata: x']);
  });

  test('may be to take back what was said, which is an event of its own before the last', async () => {
    expect((await encode('application/x-ndjson', retracted)).slice(-2)).toEqual([
      `{"type":"retraction",${told}}\n`,
      `{"type":"done","stopReason":"guardrail_intervened",${told}}\n`,
    ]);
    expect((await encode('text/event-stream', retracted)).at(-2)).toMatch(
      /^id: \d+\nevent: retraction\ndata: \{"guard/,
    );
    expect((await encode('text/plain', retracted)).at(-1)).toBe(
      '\nnote: a guardrail took back the text above (guardrail_intervened, request request-1)\n',
    );
    expect(JSON.parse((await encode('application/json', retracted))[0] ?? '')).toMatchObject({ text: '', guardrail });
  });
});

test('a failure is the last event, with its kind and whether trying again helps', async () => {
  expect((await encode('text/event-stream', broken)).at(-1)).toBe(
    'id: 7\nevent: error\ndata: {"kind":"throttled","message":"try later","retryable":true}\n\n',
  );
  expect((await encode('application/x-ndjson', broken)).at(-1)).toBe(
    '{"type":"error","kind":"throttled","message":"try later","retryable":true}\n',
  );
});

test('application/json is one JSON answer, when all of it is there', async () => {
  expect((await encode('application/json', everything)).map((body) => JSON.parse(body))).toEqual([
    {
      id: 'request-1',
      model: 'haiku',
      text: 'Hello\n\ndata: x',
      citations: [{ title: 'T', quotes: ['q'], at: 14 }],
      stopReason: 'end_turn',
      usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5, cacheReadTokens: 1, cacheWriteTokens: 0 },
    },
  ]);
});

test('without usage, no usage is invented', async () => {
  const [body = ''] = await encode('application/json', [
    { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } },
  ]);
  expect(JSON.parse(body)).not.toHaveProperty('usage');
});

describe('any normalized sequence', () => {
  const textOf = (events: readonly ChatEvent[]) =>
    events.flatMap((event) => (event.type === 'text-delta' ? event.text : [])).join('');
  const anySequence = fc.oneof(wholeSequence, brokenSequence);
  const terminalOf = (events: readonly ChatEvent[]) => (events.at(-1)?.type === 'failure' ? 'error' : 'done');

  test('as SSE is read back by an independent parser, one event a write, with one terminal event at the end', async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, async (events) => {
        const read: EventSourceMessage[] = [];
        const parser = createParser({ onEvent: (event) => read.push(event) });
        const writes = await encode('text/event-stream', events);
        for (const write of writes) {
          const before = read.length;
          parser.feed(write);
          expect(read.length - before).toBe(write.startsWith(':') ? 0 : 1);
        }
        expect(read.map(({ id }) => id)).toEqual(read.map((_, index) => String(index + 1)));
        expect(read[0]?.event).toBe('start');
        const terminals = read.filter(({ event }) => event === 'done' || event === 'error');
        expect(terminals).toEqual(read.slice(-1));
        expect(terminals[0]?.event).toBe(terminalOf(events));
        const deltas = read.filter(({ event }) => event === 'delta').map(({ data }) => JSON.parse(data).text);
        expect(deltas.join('')).toBe(textOf(events));
      }),
    );
  });

  test('as NDJSON is one JSON object a line, with one terminal event at the end', async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, async (events) => {
        const writes = await encode('application/x-ndjson', events);
        const read = writes.map((line) => {
          expect(line.indexOf('\n')).toBe(line.length - 1);
          return JSON.parse(line);
        });
        expect(read[0]?.type).toBe('start');
        expect(read.filter(({ type }) => type === 'done' || type === 'error')).toEqual(read.slice(-1));
        expect(read.at(-1)?.type).toBe(terminalOf(events));
        expect(read.flatMap(({ type, text }) => (type === 'delta' ? text : [])).join('')).toBe(textOf(events));
      }),
    );
  });

  test('as text is the text, and one that failed or stopped early has a last line that says so', async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, async (events) => {
        const written = (await encode('text/plain', events)).join('');
        const text = textOf(events);
        expect(written.startsWith(text)).toBe(true);
        const last = events.at(-1);
        const isWhole = last?.type === 'message-stop' && saysAll(last.stop.kind);
        expect(written === text).toBe(isWhole);
        if (!isWhole) expect(written.slice(text.length)).toMatch(/^\n?(error|note): [^]*, request request-1\)\n$/);
      }),
    );
  });
});
