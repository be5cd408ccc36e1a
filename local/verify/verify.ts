import { beliefs, type Belief } from '../beliefs.ts';
import { checks, type Finding } from './checks.ts';
import type { Target } from './target.ts';

export interface Verdict {
  readonly belief: Belief;
  readonly verdict: 'confirmed' | 'refuted' | 'not asked';
  readonly seen: string;
}

/** Puts every belief to a deployment that can be put to it from outside, one after another. */
export async function* verify(target: Target): AsyncGenerator<Verdict> {
  for (const belief of beliefs) {
    const check = checks[belief.id];
    if (!check) {
      yield { belief, verdict: 'not asked', seen: '' };
      continue;
    }
    const { isTrue, seen } = await check(target).catch(toFinding);
    yield { belief, verdict: isTrue ? 'confirmed' : 'refuted', seen };
  }
}

function toFinding(error: unknown): Finding {
  return { isTrue: false, seen: error instanceof Error ? error.message : String(error) };
}
