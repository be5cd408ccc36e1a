import { Readable } from 'node:stream';
import { ConverseStreamCommand, type ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamMarshaller } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventStreamSerdeProvider } from '../../../../lambda/bedrock/event-stream/marshaller.ts';
import { toFailure } from '../../../../lambda/bedrock/to-failure.ts';
import { toErrorFrame, toEventFrame, toExceptionFrame } from '../../../../local/services/bedrock/wire/frames.ts';
import { wholeAnswers } from '../../../fixtures/answers/answers.ts';
import { flow } from '../../../fixtures/answers/gather.ts';
import { bedrockOverBytes } from '../../../fixtures/answers/bedrock-over-bytes.ts';

type Reader = Parameters<typeof bedrockOverBytes>[1];

interface Reading {
  readonly events: readonly ConverseStreamOutput[];
  /** What a client would be told, and which error of the SDK's is behind it. */
  readonly failure?: { readonly kind: string; readonly upstream: string | undefined };
}

/** What is read; text deltas of one block that follow each other as one. */
async function gatherReading(open: () => Promise<AsyncIterable<ConverseStreamOutput>>): Promise<Reading> {
  const events: ConverseStreamOutput[] = [];
  try {
    for await (const event of await open()) {
      const last = events.at(-1);
      const merged = last && merge(last, event);
      if (merged) events.splice(-1, 1, merged);
      else events.push(event);
    }
    return { events };
  } catch (error) {
    const { kind, details } = toFailure(error, 'unreadable');
    return { events, failure: { kind, upstream: details.upstream } };
  }
}

/** What a client makes of the bytes. */
const read = (chunks: Iterable<Uint8Array>, reader: Reader) =>
  gatherReading(async () => {
    const command = new ConverseStreamCommand({ modelId: 'model', messages: [] });
    const { stream = flow([]) } = await bedrockOverBytes(chunks, reader).send(command);
    return stream;
  });

const encoding = { utf8Encoder: toUtf8, utf8Decoder: fromUtf8 };
const marshallers = { ours: eventStreamSerdeProvider(encoding), "the SDK's": new EventStreamMarshaller(encoding) };

/** The same without a client around it, for the many readings of one answer. */
const unmarshal = (bytes: Uint8Array, reader: keyof typeof marshallers) =>
  gatherReading(async () =>
    marshallers[reader].deserialize(Readable.from([bytes]), async (input): Promise<ConverseStreamOutput> => {
      const [[name, message] = ['']] = Object.entries(input);
      const { p: _padding, ...data } = JSON.parse(toUtf8(message?.body ?? new Uint8Array()));
      return { [name]: data } as ConverseStreamOutput;
    }),
  );

function merge(one: ConverseStreamOutput, other: ConverseStreamOutput): ConverseStreamOutput | undefined {
  const [first, second] = [one.contentBlockDelta, other.contentBlockDelta];
  if (first?.delta?.text === undefined || second?.delta?.text === undefined) return undefined;
  if (first.contentBlockIndex !== second.contentBlockIndex) return undefined;
  return { contentBlockDelta: { ...first, delta: { text: first.delta.text + second.delta.text } } };
}

async function expectParity(chunks: readonly Uint8Array[], name: string): Promise<void> {
  const [ours, sdks] = await Promise.all([read(chunks, 'ours'), read(chunks, "the SDK's")]);
  expect(ours, name).toEqual(sdks);
}

describe.each(wholeAnswers)('$name is read as the SDK reads it', ({ bytes }) => {
  test('whole, and in any pieces', async () => {
    await expectParity([bytes], 'whole');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 }), async (cuts) => {
        const edges = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        await expectParity(pieces, `cut at ${cuts.join(', ')}`);
      }),
      { numRuns: 20 },
    );
  });

  test('cut off anywhere, with the same error', async () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const part = bytes.subarray(0, at);
      const [ours, sdks] = await Promise.all([unmarshal(part, 'ours'), unmarshal(part, "the SDK's")]);
      expect(ours, `cut off at ${at}`).toEqual(sdks);
    }
  });
});

describe('what is not a text delta is left to the SDK', () => {
  const start = toEventFrame({ event: 'messageStart', data: { role: 'assistant' } });
  const delta = (text: unknown, contentBlockIndex: unknown = 0) =>
    toEventFrame({ event: 'contentBlockDelta', data: { contentBlockIndex, delta: { text } } });
  const damaged = (at: number) => {
    const frame = Buffer.from(delta('broken'));
    frame[at] = (frame[at] ?? 0) ^ 0x01;
    return frame;
  };

  test.each<[name: string, frame: Uint8Array]>([
    ['an exception', toExceptionFrame('throttlingException', { message: 'later' })],
    ['an unknown exception', toExceptionFrame('modelAsleepException', { message: 'zzz' })],
    ['an error', toErrorFrame('InternalFailure', 'oops')],
    ['an unknown event', toEventFrame({ event: 'weather', data: { rain: true } })],
    [
      'an unknown delta',
      toEventFrame({ event: 'contentBlockDelta', data: { contentBlockIndex: 0, delta: { odour: 1 } } }),
    ],
    ['text of another block', delta('c', 1)],
    ['text without a block', delta('c', undefined)],
    ['text that is none', delta(null)],
    ['a damaged length', damaged(3)],
    ['a damaged header', damaged(14)],
    ['a damaged prelude checksum', damaged(8)],
    ['a damaged payload', damaged(delta('broken').length - 10)],
    ['a damaged checksum', damaged(delta('broken').length - 1)],
  ])('%s, between two deltas', async (name, frame) => {
    const all = Buffer.concat([start, delta('a'), delta('b'), frame, delta('d')]);
    await expectParity([all], name);
    await expectParity([start, delta('a'), delta('b'), frame, delta('d')], name);
  });
});

test('deltas of one read become one, and none waits for the next read', async () => {
  const delta = (text: string) =>
    toEventFrame({ event: 'contentBlockDelta', data: { contentBlockIndex: 0, delta: { text } } });
  const start = toEventFrame({ event: 'messageStart', data: { role: 'assistant' } });
  const texts: string[] = [];
  function* network() {
    yield Buffer.concat([start, delta('first ')]);
    yield Buffer.concat([delta('a'), delta('b'), delta('c')]);
    yield Buffer.concat([delta('d')]);
  }
  const command = new ConverseStreamCommand({ modelId: 'model', messages: [] });
  const { stream = flow([]) } = await bedrockOverBytes(network()).send(command);
  for await (const { contentBlockDelta } of stream) texts.push(contentBlockDelta?.delta?.text ?? '-');
  expect(texts).toEqual(['-', 'first ', 'abc', 'd']);
});
