import { expect, test } from 'vitest';
import { clients, toClient } from '../../bench/load/clients.ts';
import { deckSize, mix, toShare } from '../../bench/load/mix.ts';
import { readOptions } from '../../bench/load/options.ts';
import { runLoad } from '../../bench/load/run.ts';
import type { Answer } from '../../bench/load/send.ts';
import { createJudge } from '../../bench/load/truth.ts';

test('of 60 streams, four at once, none is lost or misreported, and each scenario is among them', async () => {
  const { tally, lost, misreported, environments } = await runLoad({ backend: 'lambda', requests: 60, streams: 4 });
  expect({ lost, misreported, examples: tally.examples }).toEqual({ lost: 0, misreported: 0, examples: [] });
  expect([...tally.byScenario.keys()].toSorted()).toEqual(mix.map(({ scenario }) => scenario).toSorted());
  expect(tally.firstTextUs.count).toBeGreaterThan(30);
  expect(environments.environments).toBeLessThanOrEqual(4);
});

test('of 60 streams from a container, 30 at once, none is lost or misreported', async () => {
  const { tally, lost, misreported } = await runLoad({ backend: 'container', requests: 60, streams: 30 });
  expect({ lost, misreported, examples: tally.examples }).toEqual({ lost: 0, misreported: 0, examples: [] });
  expect(tally.addedUs.count, 'the model’s own time is known').toBeGreaterThan(20);
});

test('within four decks, each scenario is requested in each protocol', () => {
  const met = new Set(
    Array.from({ length: deckSize * clients.length }, (_, index) => {
      return `${toShare(index).scenario} ${toClient(index, deckSize).name}`;
    }),
  );
  expect(met.size).toBe(mix.length * clients.length);
});

const cut: Answer = { outcome: 'cut', text: 'The river', startMs: 0, arrivalsMs: [1] };
const complete: Answer = { outcome: 'complete', text: 'Hello!', startMs: 0, arrivalsMs: [1, 2] };
const failed: Answer = { outcome: 'failed', kind: 'stalled', text: 'The river rises', startMs: 0, arrivalsMs: [1, 2] };
const refused: Answer = { outcome: 'refused', status: 429, text: '', startMs: 0, arrivalsMs: [] };

test.each([
  ['a complete answer', 'hello', complete, 'right'],
  ['a complete answer without its last word', 'hello', { ...complete, text: 'Hello' }, 'misreported'],
  ['a complete answer with a word too many', 'hello', { ...complete, text: 'Hello!!' }, 'misreported'],
  ['a second end after the first', 'hello', { ...complete, outcome: 'garbled' }, 'misreported'],
  ['half an answer that claims to be complete', 'midway-stall', { ...complete, text: 'The river' }, 'misreported'],
  ['a cut answer, wherever it was cut', 'midway-cut', cut, 'lost'],
  ['no answer at all', 'hello', { ...complete, outcome: 'silent', text: '' }, 'lost'],
  ['a failure that is told', 'midway-stall', failed, 'right'],
  ['a failure of another kind', 'midway-stall', { ...failed, kind: 'throttled' }, 'misreported'],
  ['a failure after words that were never sent', 'midway-stall', { ...failed, text: 'A hill' }, 'misreported'],
  ['a refusal', 'refused-throttling', refused, 'right'],
  ['a refusal with another status', 'refused-throttling', { ...refused, status: 500 }, 'misreported'],
  ['a refusal of what nobody refused', 'hello', refused, 'misreported'],
] as const)('%s (%s) is judged as it should be', async (_name, scenario, answer, verdict) => {
  const judge = await createJudge([]);
  const share = mix.find((each) => each.scenario === scenario);
  expect(share && judge(share, answer)).toBe(verdict);
});

test('a refusal by API Gateway is right only when the test allows it', async () => {
  const judge = await createJudge([{ outcome: 'refused', status: 429 }]);
  expect(mix.map((share) => judge(share, refused))).toEqual(mix.map(() => 'right'));
});

test.each([
  [[], { backend: 'lambda', requests: 10_000, streams: 50 }],
  [['--backend', 'container'], { backend: 'container', requests: 10_000, streams: 500 }],
  [['--requests', '60', '--streams=4'], { backend: 'lambda', requests: 60, streams: 4 }],
  [['--throttle-rate', '5'], { backend: 'lambda', requests: 10_000, streams: 50, throttleRate: 5 }],
  [['--help'], undefined],
])('the arguments %j are read', (commandArguments, options) => {
  expect(readOptions(commandArguments)).toEqual(options);
});

test('an unknown backend is refused with those that there are', () => {
  expect(() => readOptions(['--backend=ecs'])).toThrow('it must be lambda or container');
});

test.each(['0', '-1', 'many', '1.5', '10000000'])('--requests %s is refused with its name', (text) => {
  expect(() => readOptions([`--requests=${text}`])).toThrow(`--requests is "${text}"`);
});
