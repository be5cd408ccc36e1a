import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { damageKinds, toDamagedFrame } from '../../../../../local/services/bedrock/wire/damage.ts';
import { wholeAnswers } from '../../../../fixtures/answers/answers.ts';
import { toErrorFrame, toEventFrame, toExceptionFrame } from '../../../../../local/services/bedrock/wire/frames.ts';

const codec = new EventStreamCodec(toUtf8, fromUtf8);

test('any text survives its frame, lone halves of surrogate pairs too', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      (text) => {
        const { body } = codec.decode(toEventFrame({ event: 'contentBlockDelta', data: { delta: { text } } }));
        expect(JSON.parse(toUtf8(body))).toMatchObject({ delta: { text } });
      },
    ),
  );
});

test('payloads are padded by varying lengths', () => {
  const sizes = Array.from({ length: 50 }, () => toEventFrame({ event: 'messageStart', data: {} }).length);
  expect(new Set(sizes).size).toBeGreaterThan(5);
});

test('an exception frame carries its type and message', () => {
  const { headers, body } = codec.decode(toExceptionFrame('throttlingException', { message: 'Slow down.' }));
  expect(headers[':message-type']?.value).toBe('exception');
  expect(headers[':exception-type']?.value).toBe('throttlingException');
  expect(JSON.parse(toUtf8(body))).toMatchObject({ message: 'Slow down.', p: expect.any(String) });
});

test('an error frame carries code and message in its headers and has no payload', () => {
  const { headers, body } = codec.decode(toErrorFrame('InternalFailure', 'Broken.'));
  expect(headers[':message-type']?.value).toBe('error');
  expect([headers[':error-code']?.value, headers[':error-message']?.value]).toEqual(['InternalFailure', 'Broken.']);
  expect(body).toHaveLength(0);
});

test.each(damageKinds)('a frame damaged by %s cannot be read', (damage) => {
  expect(() => codec.decode(toDamagedFrame(damage))).toThrow();
});

// The project's scenarios, and the real Bedrock's bytes for those who have recordings next to the project.
test.each(wholeAnswers)(
  'our frames of $name have its header bytes and its payload but for the padding',
  ({ bytes }) => {
    for (const frame of toFrames(Buffer.from(bytes))) {
      const { headers, body } = codec.decode(frame);
      const { p: padding, ...data } = JSON.parse(toUtf8(body));
      const ours = toEventFrame({ event: String(headers[':event-type']?.value), data });
      expect(headerBytes(ours)).toEqual(headerBytes(frame));
      const { p: ourPadding, ...ourData } = JSON.parse(toUtf8(codec.decode(ours).body));
      expect(ourData).toEqual(data);
      expect([padding, ourPadding]).toEqual([expect.stringMatching(/^abc?/), expect.stringMatching(/^abc?/)]);
    }
  },
);

function toFrames(bytes: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    frames.push(bytes.subarray(at, at + bytes.readUInt32BE(at)));
  }
  return frames;
}

function headerBytes(frame: Uint8Array): string {
  const buffer = Buffer.from(frame);
  return buffer.subarray(12, 12 + buffer.readUInt32BE(4)).toString('latin1');
}
