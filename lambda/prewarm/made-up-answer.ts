import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';

/** Bedrock's bytes for a short answer: each kind of event that text has, so that each is read once. */
export function madeUpAnswer(): Buffer {
  const codec = new EventStreamCodec(toUtf8, fromUtf8);
  const frame = (event: string, data: object) =>
    codec.encode({
      headers: {
        ':event-type': { type: 'string', value: event },
        ':message-type': { type: 'string', value: 'event' },
      },
      body: fromUtf8(JSON.stringify(data)),
    });
  const delta = frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } });
  return Buffer.concat([
    frame('messageStart', { role: 'assistant' }),
    delta,
    delta,
    frame('contentBlockStop', { contentBlockIndex: 0 }),
    frame('messageStop', { stopReason: 'end_turn' }),
    frame('metadata', { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, metrics: { latencyMs: 1 } }),
  ]);
}
