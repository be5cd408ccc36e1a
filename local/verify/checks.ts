import type { KnownAssumption } from '../assumptions.ts';
import { streamOnce } from './stream-once.ts';
import { type Answer, ask, type Target } from './target.ts';

/** What was seen when an assumption was put to a deployment. */
interface Finding {
  readonly isTrue: boolean;
  /** What came, for a person who wants to know why. */
  readonly seen: string;
}

/** Undefined where the deployment has nothing to show it by. */
type Check = (target: Target) => Promise<Finding | undefined>;

/** The assumptions that can be asked from outside. The others need a broken function, minutes of silence or another stack. */
export const checks: Readonly<Partial<Record<KnownAssumption['id'], Check>>> = {
  'headers-before-content': async (target) => {
    const { headersMs, totalMs } = await streamOnce(target);
    // Whoever gathers the answer has its headers only when it is all there.
    const isEarly = totalMs - headersMs > totalMs / 10;
    return { isTrue: isEarly, seen: `headers after ${Math.round(headersMs)} of ${Math.round(totalMs)} ms` };
  },
  'chunks-in-step': async (target) => {
    const { arrivalsMs, totalMs } = await streamOnce(target);
    const spreadMs = (arrivalsMs.at(-1) ?? 0) - (arrivalsMs[0] ?? 0);
    const isSpread = arrivalsMs.length > 3 && spreadMs > totalMs / 10;
    const seen = `${arrivalsMs.length} reads over ${Math.round(spreadMs)} of ${Math.round(totalMs)} ms`;
    return { isTrue: isSpread, seen };
  },
  'refusal-keeps-status': async (target) => {
    const answer = await ask(target, 'chat', { method: 'POST', body: '{' });
    return { isTrue: answer.status === 400 && kindOf(answer) === 'invalid-request', seen: describe(answer) };
  },
  'stream-bytes-untouched': async (target) => {
    const answer = await ask(target, 'web', { headers: { 'accept-encoding': 'br' } });
    if (answer.status === 404) return undefined;
    const encoding = answer.headers.get('content-encoding');
    // fetch has decoded it, so the bytes were those that were compressed.
    return {
      isTrue: encoding === 'br' && answer.text.startsWith('<!doctype html>'),
      seen: `${answer.status}, ${encoding}`,
    };
  },
  'literal-path-first': async (target) => {
    const answer = await ask(target, 'chat/more');
    return { isTrue: answer.status === 404 && kindOf(answer) === 'not-found', seen: describe(answer) };
  },
  'greedy-path-needs-a-part': async (target) => {
    const answer = await ask(target, 'chat/', { method: 'DELETE' });
    return { isTrue: answer.status === 405, seen: describe(answer) };
  },
  'unknown-stage-403': async (target) => {
    const answer = await ask(target, '../no-such-stage/');
    return { isTrue: answer.status === 403, seen: describe(answer) };
  },
  'mock-media-type-415': async (target) => {
    const answer = await ask(target, 'chat', { method: 'DELETE', headers: { 'content-type': 'image/png' }, body: 'x' });
    return { isTrue: answer.status === 415, seen: describe(answer) };
  },
  'mock-content-type-default': async (target) => {
    const bare = await ask(target, 'chat', { method: 'DELETE' });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const withCharset = await ask(target, 'chat', { method: 'DELETE', headers, body: '{}' });
    return { isTrue: bare.status === 405 && withCharset.status === 405, seen: `${bare.status}, ${withCharset.status}` };
  },
  'mock-header-override': async (target) => {
    const answer = await ask(target, 'no/such/path');
    return { isTrue: answer.status === 404 && answer.headers.has('x-request-id'), seen: describe(answer) };
  },
  'preflight-needs-no-key': async ({ url }) => {
    const headers = { origin: 'https://example.com', 'access-control-request-method': 'POST' };
    const answer = await ask({ url, apiKey: undefined }, 'chat', { method: 'OPTIONS', headers });
    const allowsKey = answer.headers.get('access-control-allow-headers')?.toLowerCase().includes('x-api-key') === true;
    return { isTrue: answer.status === 204 && allowsKey, seen: describe(answer) };
  },
  'header-limit-413': async (target) => {
    const answer = await ask(target, 'chat', { headers: { 'x-long': 'x'.repeat(10_500) } });
    return { isTrue: answer.status === 413, seen: describe(answer) };
  },
  'body-limit-413': async (target) => {
    const answer = await ask(target, 'chat', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
    return { isTrue: answer.status === 413, seen: describe(answer) };
  },
};

function kindOf({ text }: Answer): string | undefined {
  return /"kind":\s*"([\w-]+)"/.exec(text)?.[1];
}

function describe(answer: Answer): string {
  return [answer.status, kindOf(answer), answer.headers.has('x-request-id') ? 'x-request-id' : 'no x-request-id']
    .filter(Boolean)
    .join(', ');
}
