import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'vitest';
import { bedrockOverBytes } from '../../../fixtures/answers/bedrock-over-bytes.ts';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

function toFrame(event: string, body: Uint8Array): Uint8Array {
  const headers = {
    ':event-type': { type: 'string' as const, value: event },
    ':message-type': { type: 'string' as const, value: 'event' },
  };
  return codec.encode({ headers, body });
}

const start = toFrame('messageStart', fromUtf8('{"role":"assistant"}'));
const sound = toFrame('contentBlockDelta', fromUtf8('{"contentBlockIndex":0,"delta":{"text":"é"}}'));
const broken = toFrame(
  'contentBlockDelta',
  Buffer.concat([
    Buffer.from('{"contentBlockIndex":0,"delta":{"text":"'),
    Buffer.from([0xc3, 0x28]),
    Buffer.from('"}}'),
  ]),
);

test.each([
  ['as the first delta', [start, broken]],
  ['as a later one', [start, sound, sound, broken]],
])('text that is not UTF-8 is unreadable, not replaced: %s', async (_name, frames) => {
  const read = async () => {
    const command = new ConverseStreamCommand({ modelId: 'model', messages: [] });
    const { stream = [] } = await bedrockOverBytes([Buffer.concat(frames)]).send(command);
    for await (const event of stream) expect(JSON.stringify(event)).not.toContain('\ufffd');
  };
  await expect(read()).rejects.toMatchObject({ kind: 'unreadable' });
});
