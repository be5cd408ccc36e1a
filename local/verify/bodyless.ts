import type { Finding } from './finding.ts';
import { askOnOneConnection, type Question } from './one-connection.ts';
import { ask, type Target } from './target.ts';

/** A question whose answer has no body, with what the function answers. */
interface Bodyless extends Question {
  readonly name: string;
  readonly status: number;
  readonly mediaType: string;
}

const reconnect: Bodyless = {
  name: '204',
  status: 204,
  mediaType: 'text/plain; charset=utf-8',
  path: 'chat',
  headers: { accept: 'text/event-stream', 'last-event-id': '1' },
};

const ofPage = { path: 'web', mediaType: 'text/html; charset=utf-8' } as const;
const unchanged: Bodyless = { ...ofPage, name: '304', status: 304, headers: { 'if-none-match': '*' } };
const headOnly: Bodyless = { ...ofPage, name: 'HEAD', status: 200, method: 'HEAD' };

/** Those that this deployment can be asked: it may have no page. */
export async function findBodyless(target: Target): Promise<readonly Bodyless[]> {
  const { status } = await ask(target, 'web');
  return status === 200 ? [reconnect, unchanged, headOnly] : [reconnect];
}

/**
 * Answers that must not have a body. A client knows from the status where they end, so each is followed by a request on
 * the same connection: if API Gateway has not ended the first answer, the second request gets none for minutes.
 */
export async function askBodyless(target: Target, patienceMs = 10_000): Promise<Finding> {
  const seen: string[] = [];
  let isTrue = true;
  for (const question of await findBodyless(target)) {
    const statuses = await askOnOneConnection(target, [question, { path: 'no/such/path' }], patienceMs).catch(
      (error: unknown) => [`did not end (${String(error)})`],
    );
    isTrue &&= statuses[0] === question.status;
    seen.push(`${question.name}: ${statuses[0]}`);
  }
  return { isTrue, seen: seen.join(', ') };
}
