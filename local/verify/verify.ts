import { assumptions, type KnownAssumption } from '../assumptions/assumptions.ts';
import { checks } from './checks.ts';
import { ask, type Target } from './target.ts';

export interface Verdict {
  readonly assumption: KnownAssumption;
  readonly verdict: 'confirmed' | 'refuted' | 'not tested';
  readonly seen: string;
}

/**
 * Checks against a deployment every assumption that can be checked from outside, one after another. Throws when the
 * deployment does not answer a simple question: then the checks would show nothing about AWS.
 */
export async function* verify(target: Target): AsyncGenerator<Verdict> {
  await checkReachable(target);
  for (const assumption of assumptions) yield await put(assumption, target);
}

async function checkReachable(target: Target): Promise<void> {
  const { status, text } = await ask(target, '?message=hello&maxTokens=20');
  if (status === 200) return;
  throw new Error(
    `the API answered a simple question with status ${status}, so nothing can be checked: ${text.slice(0, 300)}`,
  );
}

async function put(assumption: KnownAssumption, target: Target): Promise<Verdict> {
  try {
    const finding = await checks[assumption.id]?.(target);
    if (!finding) return { assumption, verdict: 'not tested', seen: '' };
    return { assumption, verdict: finding.isTrue ? 'confirmed' : 'refuted', seen: finding.seen };
  } catch (error) {
    return { assumption, verdict: 'not tested', seen: toReason(error) };
  }
}

/** `fetch` has the reason of a failure only in the error's cause. */
export function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
