/** What the stand-in answers; the model's id names it, such as `bench.one`. */
export interface Load {
  readonly deltas: number;
  /** The pause between two deltas; 0 is as fast as possible. */
  readonly everyMs: number;
  readonly text: string;
}

/** About one token, as in real answers. */
const token = ' streaming';

const loads = {
  'bench.one': { deltas: 1, everyMs: 0, text: token },
  'bench.burst': { deltas: 20_480, everyMs: 0, text: token },
  'bench.paced': { deltas: 200, everyMs: 10, text: '' },
  /** 12 MB of answer. */
  'bench.big': { deltas: 12_288, everyMs: 0, text: 'x'.repeat(1000) },
} as const satisfies Record<string, Load>;

export type LoadName = keyof typeof loads;

export function toLoad(model: string): Load {
  const found = Object.entries(loads).find(([name]) => name === model);
  if (!found) throw new Error(`there is no load ${model}`);
  return found[1];
}

export function bytesOf(name: LoadName): number {
  const { deltas, text } = toLoad(name);
  return deltas * text.length;
}

export const loadNames = Object.keys(loads) as LoadName[];
