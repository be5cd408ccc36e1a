import type { Finding } from './finding.ts';
import { askOnOneConnection, type Question } from './one-connection.ts';
import { ask, type Target } from './target.ts';

interface Bodyless extends Question {
  readonly name: string;
  readonly status: number;
}

const lastEvent = { accept: 'text/event-stream', 'last-event-id': '1' };
const reconnect: Bodyless = { name: '204', status: 204, path: 'chat', headers: lastEvent };
const ofPage: readonly Bodyless[] = [
  { name: '304', status: 304, path: 'web', headers: { 'if-none-match': '*' } },
  { name: 'HEAD', status: 200, path: 'web', method: 'HEAD' },
];

/**
 * Answers that must not have a body. A client knows from the status where they end, so each is followed by a request on
 * the same connection: if API Gateway has not ended the first answer, the second request gets none for minutes.
 */
export async function askBodyless(target: Target, patienceMs = 10_000): Promise<Finding> {
  const { status } = await ask(target, 'web');
  const seen: string[] = [];
  let isTrue = true;
  for (const question of status === 200 ? [reconnect, ...ofPage] : [reconnect]) {
    const statuses = await askOnOneConnection(target, [question, { path: 'no/such/path' }], patienceMs).catch(
      (error: unknown) => [`did not end (${String(error)})`],
    );
    isTrue &&= statuses[0] === question.status;
    seen.push(`${question.name}: ${statuses[0]}`);
  }
  return { isTrue, seen: seen.join(', ') };
}
