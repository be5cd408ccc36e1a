import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitFrames } from '../../../../lambda/bedrock/event-stream/split-frames.ts';

const toFrame = (body: Uint8Array) => {
  const frame = Buffer.concat([Buffer.alloc(16), body]);
  frame.writeUInt32BE(frame.length);
  return frame;
};

test('frames come out whole and in order, however they are cut', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(bodies, fc.array(fc.nat({ max: 400 }), { maxLength: 10 }), (all, cuts) => {
      const frames = all.map(toFrame);
      const bytes = Buffer.concat(frames);
      const edges = [0, ...cuts.filter((at) => at < bytes.length).toSorted((one, other) => one - other), bytes.length];
      const split = splitFrames();
      const got = edges
        .slice(1)
        .flatMap((edge, index) => [...split.take(bytes.subarray(edges[index], edge))].map((one) => Buffer.from(one)));
      expect(got).toEqual(frames);
      split.end();
    }),
  );
});

test('an invalid length makes a frame of the least size, for its reader to refuse', () => {
  expect([...splitFrames().take(Buffer.alloc(16))].map(({ length }) => length)).toEqual([16]);
});

test('a stream that ends inside a frame is an error', () => {
  const split = splitFrames();
  expect([...split.take(toFrame(new Uint8Array(9)).subarray(0, 20))]).toEqual([]);
  expect(() => split.end()).toThrow('inside a frame');
});
