import { fieldOf, stringIn } from '../../chat/as-failure.ts';
import type { Config } from '../../config.ts';
import type { Call } from './call.ts';
import type { Passage } from './passage.ts';

/**
 * Passages as the guardrail lets them through: blocked ones are left out, masked ones are masked. Converse's own check leaves search results
 * out (user guide, "Use a guardrail with the Converse API"), and a passage is what strangers may have written.
 */
export async function checkPassages(
  call: Call,
  { guardrailIdentifier, guardrailVersion }: NonNullable<Config['guardrail']>,
  passages: readonly Passage[],
  signal: AbortSignal,
): Promise<readonly Passage[]> {
  const path = `/guardrail/${encodeURIComponent(guardrailIdentifier)}/version/${guardrailVersion}/apply`;

  // One by one, so that one that is blocked does not take the others with it.
  async function check(passage: Passage): Promise<readonly Passage[]> {
    const { title, text } = passage;
    const content = [{ text: { text: `${title}\n${text}` } }];
    const answer = await call(path, { source: 'INPUT', content }, signal);
    if (stringIn(answer, 'action') === 'NONE') return [passage];
    const [masked] = isBlocked(answer) ? [] : toTexts(answer);
    return masked === undefined ? [] : [{ ...passage, ...split(masked) }];
  }

  const checked: Passage[] = [];
  // A few at a time: a guardrail has so many units of text a second, and a long passage is six of them.
  for (let at = 0; at < passages.length; at += most) {
    checked.push(...(await Promise.all(passages.slice(at, at + most).map(check))).flat());
  }
  return checked;
}

const most = 5;

/** A title is one line. */
function split(masked: string): Pick<Passage, 'title' | 'text'> {
  const end = masked.indexOf('\n');
  return { title: masked.slice(0, end), text: masked.slice(end + 1) };
}

/** What it found is listed by policy, each with what was done. Whatever is not known to be masked is blocked. */
function isBlocked(answer: unknown): boolean {
  const actions = [...actionsIn(fieldOf(answer, 'assessments'))];
  return actions.length === 0 || actions.some((action) => action !== 'ANONYMIZED' && action !== 'NONE');
}

function* actionsIn(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'action') yield inner;
    else yield* actionsIn(inner);
  }
}

function toTexts(answer: unknown): readonly string[] {
  const outputs = fieldOf(answer, 'outputs');
  return Array.isArray(outputs) ? outputs.flatMap((output) => stringIn(output, 'text') ?? []) : [];
}
