import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Invocation } from '../../lambda/invocation.ts';
import type { LambdaAuthorizer } from '../../template/access-model.ts';
import { findHeader, type IncomingHeaders } from '../request/incoming.ts';
import { isAllowed, policySchema } from './policy.ts';
import { Rejection } from '../rejection.ts';
import type { Clock } from './usage.ts';

const authorizationSchema = z.object({
  principalId: z.string(),
  policyDocument: policySchema,
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  usageIdentifierKey: z.string().optional(),
});

/** What an authorizer function returns. */
export type Authorization = z.output<typeof authorizationSchema>;

interface AuthorizerRequest {
  readonly headers: IncomingHeaders;
  readonly query: URLSearchParams;
  readonly methodArn: string;
  /** The event a REQUEST authorizer sees, without its type. */
  readonly event: object;
}

export type Authorize = (authorizer: LambdaAuthorizer, request: AuthorizerRequest) => Promise<Authorization>;

/** Runs Lambda authorizers and caches their answers for their time to live. Throws the Rejection API Gateway would send. */
export function createAuthorize(invoke: (functionId: string, event: object) => Invocation, { now }: Clock): Authorize {
  const kept = new Map<string, { readonly authorization: Authorization; readonly untilMs: number }>();

  return async function authorize(authorizer, request) {
    const identity = readIdentity(authorizer, request);
    const cacheKey = JSON.stringify([authorizer.id, identity]);
    const known = kept.get(cacheKey);
    const authorization =
      known !== undefined && known.untilMs > now()
        ? known.authorization
        : await ask(invoke(authorizer.functionId, toAuthorizerEvent(authorizer, request, identity)));
    // Without an identity source there is no key to cache an answer under.
    if (authorization !== known?.authorization && identity.length > 0) {
      kept.set(cacheKey, { authorization, untilMs: now() + authorizer.cacheTtlSeconds * 1000 });
    }
    // A cached policy must allow the current method, not only the one it was made for.
    if (!isAllowed(authorization.policyDocument, request.methodArn, now())) throw new Rejection('ACCESS_DENIED');
    return authorization;
  };
}

/** The values of the identity sources. If one is missing, the function isn't called. */
function readIdentity(authorizer: LambdaAuthorizer, { headers, query }: AuthorizerRequest): string[] {
  return authorizer.identitySources.map(({ from, name }) => {
    const value = from === 'header' ? findHeader(headers, name) : query.get(name);
    const isValid = authorizer.validation === undefined || new RegExp(authorizer.validation).test(value ?? '');
    if (!value || !isValid) throw new Rejection('UNAUTHORIZED');
    return value;
  });
}

function toAuthorizerEvent(
  authorizer: LambdaAuthorizer,
  { methodArn, event }: AuthorizerRequest,
  [token]: readonly string[],
): object {
  if (authorizer.kind === 'TOKEN') return { type: 'TOKEN', methodArn, authorizationToken: token };
  return { ...event, type: 'REQUEST', methodArn };
}

async function ask(invocation: Invocation): Promise<Authorization> {
  const answer = await text(invocation.output);
  const failure = await invocation.outcome;
  // The only message with a meaning: a function that fails with it asks for a 401.
  if (failure?.message === 'Unauthorized') throw new Rejection('UNAUTHORIZED');
  if (failure !== undefined) throw new Rejection('AUTHORIZER_FAILURE');
  try {
    return authorizationSchema.parse(JSON.parse(answer));
  } catch {
    throw new Rejection('AUTHORIZER_CONFIGURATION_ERROR');
  }
}
