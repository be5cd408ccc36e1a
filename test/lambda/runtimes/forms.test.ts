import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { readAnswer } from '../../../lambda/runtimes/read/read-answer.ts';
import { createTelling } from '../../../lambda/runtimes/tell.ts';
import type { Script } from '../../fixtures/runtimes/agent-core.ts';
import { forms, texts } from '../../fixtures/runtimes/wire.ts';

/** The events that become of these bytes, however they are cut into pieces. */
async function tellAll(script: Script, cutAt: readonly number[] = []): Promise<ChatEvent[]> {
  if ('status' in script) throw new Error('a refusal has no form');
  const bytes = Buffer.concat(script.moves.map((move) => Buffer.from(move as string)));
  const cuts = [...new Set([0, ...cutAt.map((cut) => cut % bytes.length), bytes.length])].toSorted((a, b) => a - b);
  const pieces = cuts.slice(1).map((cut, index) => bytes.subarray(cuts[index], cut));
  const telling = createTelling('research', 'everything');
  const told: ChatEvent[] = [];
  for await (const said of readAnswer({
    contentType: script.type,
    body: Readable.from(pieces, { objectMode: false }),
  })) {
    told.push(...telling.tell(said));
  }
  return [...told, ...telling.end()];
}

/** One line for each event, with deltas of a block joined. */
function toLines(events: readonly ChatEvent[]): string[] {
  const lines: string[] = [];
  for (const event of events) {
    if (event.type === 'block-start')
      lines.push(`${event.block.kind}${'name' in event.block ? ` ${event.block.name}` : ''}: `);
    else if (event.type === 'text-delta' || event.type === 'reasoning-delta') lines.push(`${lines.pop()}${event.text}`);
    else if (event.type === 'server-tool-delta') lines.push(`${lines.pop()}${event.json}`);
    else if (event.type === 'server-tool-result') lines.push(`${lines.pop()}${JSON.stringify(event.parts)}`);
    else if (event.type === 'usage')
      lines.push(`usage of ${event.model}: ${event.usage.input} + ${event.usage.output}`);
    else if (event.type === 'message-stop') lines.push(`stop: ${event.stop.kind}`);
  }
  return lines;
}

const answer = [
  'reasoning: Hm',
  'text: I look.',
  'server-tool-use get_weather: {"city":"Lisbon"}',
  expect.stringMatching(/^server-tool-result: \[(\{"sky":"mild"\}|"\{\\"sky\\":\\"mild\\"\}")\]$/),
  'text: \n\nIt is mild.',
  'stop: finished',
];

describe('one answer in each form is the same answer', () => {
  test.each(forms)('$name', async ({ script }) => {
    const lines = toLines(await tellAll(script));
    expect(lines.filter((line) => !line.startsWith('usage'))).toEqual(answer);
    expect(lines.filter((line) => line.startsWith('usage'))).toEqual([
      'usage of research: 10 + 5',
      'usage of research: 20 + 3',
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/secret-7|inner/);
  });

  test.each(texts)('%s: a text is over when its stream is', async (_name, script) => {
    expect(toLines(await tellAll(script))).toEqual(['text: It is mild.', 'stop: finished']);
  });

  test.each([...forms.map(({ name, script }) => [name, script] as const), ...texts])(
    '%s, cut into any pieces',
    async (_name, script) => {
      const whole = toLines(await tellAll(script));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(), { maxLength: 8 }), async (cuts) => {
          expect(toLines(await tellAll(script, cuts))).toEqual(whole);
        }),
        { numRuns: 30 },
      );
    },
  );

  test.each(forms)('$name, broken off anywhere, is finished only with all its words', async ({ script }) => {
    if ('status' in script) return;
    for (let count = 0; count < script.moves.length; count += 1) {
      const lines = toLines(await tellAll({ ...script, moves: script.moves.slice(0, count) }));
      if (lines.at(-1)?.startsWith('stop')) expect(lines.filter((line) => !line.startsWith('usage'))).toEqual(answer);
    }
  });
});
