import type { IncomingMessage } from 'node:http';
import type { Failure } from '../../chat/failure.ts';
import type { WayIn } from '../../access/way-in.ts';
import type { ProxyEvent } from '../receive-event.ts';
import { toHandedOver } from './handed-over.ts';

/** The groups of a person, joined by commas; or why the request is refused. */
export interface Groups {
  readonly groups: string;
  readonly refused?: Failure;
}

export type ReadGroups = (request: Pick<IncomingMessage, 'headersDistinct'>, subject: string) => Promise<Groups>;

/** What API Gateway found out about a request. */
export interface HandedContext extends Pick<Groups, 'refused'> {
  readonly route: string;
  readonly context: ProxyEvent['requestContext'];
}

/**
 * Reads it back as the Lambda event has it, so that one place makes a caller of it (to-caller.ts). Throws when a
 * header is missing or there twice: then it is not API Gateway's alone, and nobody's word counts.
 */
export async function readHandedOver(
  request: Pick<IncomingMessage, 'headersDistinct'>,
  wayIn: WayIn,
  readGroups: ReadGroups,
): Promise<HandedContext> {
  const sent = new Map(Object.entries(request.headersDistinct));
  const handed = new Map(Object.keys(toHandedOver(wayIn)).map((name) => [name, onlyOne(name, sent.get(name))]));
  const read = (name: string) => handed.get(`x-rivulet-${name}`) ?? '';
  const caller = read('caller');
  const epochMs = Number(read('request-time'));
  if (!Number.isSafeInteger(epochMs)) throw new Error('x-rivulet-request-time is no time: deploy the stack again');
  const { groups, ...refusal } = wayIn === 'cognito' ? await readGroups(request, caller) : noGroups;
  const claims = { sub: caller, 'cognito:groups': groups };
  return {
    ...refusal,
    route: read('route'),
    context: {
      requestId: read('request-id'),
      extendedRequestId: read('extended-request-id'),
      requestTimeEpoch: epochMs,
      identity: { apiKeyId: caller, caller, accountId: read('account') },
      authorizer: { caller, claims, plan: read('plan') },
    },
  };
}

export const noGroups: Groups = { groups: '' };

function onlyOne(name: string, [value, ...more]: readonly string[] = []): string {
  if (value && more.length === 0) return value;
  throw new Error(`API Gateway did not write ${name}: deploy the stack again`);
}
