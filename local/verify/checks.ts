import type { KnownAssumption } from '../assumptions/assumptions.ts';
import { askBodyless } from './bodyless.ts';
import { askContentTypes } from './content-types.ts';
import type { Finding } from './finding.ts';
import { streamOnce } from './stream-once.ts';
import { type Answer, ask, type Target } from './target.ts';

/** Returns undefined when this deployment can't show it. */
type Check = (target: Target) => Promise<Finding | undefined>;

/** The assumptions that can be checked from outside. The others need a broken function, minutes of silence or another stack. */
export const checks: Readonly<Partial<Record<KnownAssumption['id'], Check>>> = {
  'headers-before-content': async (target) => {
    const { headersMs, totalMs } = await streamOnce(target);
    // Something that buffers the answer sends its headers only when the answer is complete.
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
    // fetch could decode it, so the compressed bytes arrived unchanged.
    return {
      isTrue: encoding === 'br' && answer.text.startsWith('<!doctype html>'),
      seen: `${answer.status}, ${encoding}`,
    };
  },
  'content-type-kept': askContentTypes,
  'bodyless-stream-ends': askBodyless,
  'streamed-redirect': async (target) => {
    const answer = await ask(target, 'web/', { redirect: 'manual' });
    if (answer.status === 404) return undefined;
    const location = answer.headers.get('location');
    const isTrue = answer.status === 308 && location === '../web' && answer.text.includes(location);
    return { isTrue, seen: `${answer.status}, ${location}, ${answer.text.length} characters` };
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
    // A domain of its own leads to one stage.
    if (new URL(target.url).pathname === '/') return undefined;
    const answer = await ask(target, '../no-such-stage/');
    return { isTrue: answer.status === 403, seen: describe(answer) };
  },
  'mock-media-type-415': async (target) => {
    const answer = await ask(target, 'chat', { method: 'DELETE', headers: { 'content-type': 'image/png' }, body: 'x' });
    return { isTrue: answer.status === 415, seen: describe(answer) };
  },
  'mock-content-type-default': async (target) => {
    const answer = await ask(target, 'chat', { method: 'DELETE' });
    return { isTrue: answer.status === 405, seen: describe(answer) };
  },
  'mock-charset-ignored': async (target) => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const answer = await ask(target, 'chat', { method: 'DELETE', headers, body: '{}' });
    return { isTrue: answer.status === 405, seen: describe(answer) };
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
    const answer = await askTooMuch(target);
    return { isTrue: answer.status === 413, seen: describe(answer) };
  },
  'too-large-unshaped': async (target) => {
    const answer = await askTooMuch(target);
    return { isTrue: answer.status === 413 && kindOf(answer) === undefined, seen: describe(answer) };
  },
};

async function askTooMuch(target: Target): Promise<Answer> {
  return ask(target, 'chat', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
}

function kindOf({ text }: Answer): string | undefined {
  return /"kind":\s*"([\w-]+)"/.exec(text)?.[1];
}

function describe(answer: Answer): string {
  return [answer.status, kindOf(answer), answer.headers.has('x-request-id') ? 'x-request-id' : 'no x-request-id']
    .filter(Boolean)
    .join(', ');
}
