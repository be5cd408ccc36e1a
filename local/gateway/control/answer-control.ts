import { z } from 'zod';
import { type Exchange, sendAnswer } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { Rejection } from '../rejection.ts';
import { readBody } from '../request/incoming.ts';
import { type Control, type Reply, routes } from './routes.ts';

/**
 * API Gateway's control plane, as far as `npm run callers` asks it: keys and the plans that they are in (API reference,
 * version 2015-07-09). Only a signed request to this machine's own name is answered, whoever signed it: a page in a browser
 * can't send one without a preflight, which nothing here answers.
 */
export async function answerControl(control: Control, limits: GatewayLimits, exchange: Exchange): Promise<void> {
  const reply = await toReply(control, limits, exchange);
  const body = Buffer.from(JSON.stringify(reply.body));
  sendAnswer(exchange, reply.status, { 'content-type': 'application/json' }, body);
}

async function toReply(control: Control, limits: GatewayLimits, exchange: Exchange): Promise<Reply> {
  if (!exchange.request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
    return refuse(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  try {
    const body = await readBody(exchange.request, limits);
    return answer(control, exchange, body.toString());
  } catch (error) {
    if (error instanceof z.ZodError) return refuse(400, 'BadRequestException', z.prettifyError(error));
    if (error instanceof Rejection) return refuse(413, 'RequestTooLargeException', 'the request is too large');
    throw error;
  }
}

/** Paths that are the control plane's, beside those of the stage. */
export function isControl({ url }: Exchange): boolean {
  return /^\/(apikeys|usageplans)(\/|$)/.test(url.pathname);
}

function answer(control: Control, { request, url }: Exchange, body: string): Reply {
  const route = routes.find(({ method, path }) => method === request.method && path.test(url.pathname));
  if (!route) return refuse(404, 'NotFoundException', 'the local stage has no such operation');
  const [, ...ids] = route.path.exec(url.pathname) ?? [];
  const asked = { ids, query: url.searchParams, sent: parse(body) };
  return route.answer(control, asked) ?? refuse(404, 'NotFoundException', 'not found');
}

/** Undefined for what is no JSON, which no shape accepts. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function refuse(status: number, type: string, message: string): Reply {
  return { status, body: { __type: type, message } };
}
