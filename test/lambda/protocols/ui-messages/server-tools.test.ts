import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { trackParts } from '../../../../lambda/protocols/ui-messages/answer/track-parts.ts';

function read(...events: ChatEvent[]): object[] {
  const { read: readEvent } = trackParts();
  return events.flatMap((event) => [...readEvent(event)]);
}

test.each([
  [['no'], 'no'],
  [[{ a: 1 }], '{"a":1}'],
  [[{ toString: 1 }, 'x'], '{"toString":1}\nx'],
])('a server tool’s error %j is sent as text', (parts, errorText) => {
  const told = read(
    { type: 'block-start', index: 0, block: { kind: 'server-tool-result', id: 't', isError: true } },
    { type: 'server-tool-result', index: 0, parts },
  );
  expect(told).toEqual([expect.objectContaining({ type: 'tool-output-error', errorText })]);
});

test('a server tool’s input that is nested too deep is an error', () => {
  const json = `${'['.repeat(200)}${']'.repeat(200)}`;
  const told = read(
    { type: 'block-start', index: 0, block: { kind: 'server-tool-use', id: 't', name: 'f' } },
    { type: 'server-tool-delta', index: 0, json },
    { type: 'block-stop', index: 0 },
  );
  expect(told.at(-1)).toMatchObject({ type: 'tool-input-error' });
});
