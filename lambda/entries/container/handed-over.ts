import type { WayIn } from '../../access/way-in.ts';

/**
 * What API Gateway writes into each request to the container, by header, and where it has it from: the integration's
 * request parameters, which replace what a client sent under the same name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 */
export type HandedOver = Readonly<Record<string, string>>;

const ofEach = {
  'x-rivulet-request-id': 'context.requestId',
  'x-rivulet-extended-request-id': 'context.extendedRequestId',
  'x-rivulet-request-time': 'context.requestTimeEpoch',
  'x-rivulet-route': 'context.resourcePath',
} as const satisfies HandedOver;

/** Each of them always has a value: nobody says what becomes of a client's header where API Gateway has none to write. */
const ofCaller = {
  key: { 'x-rivulet-caller': 'context.identity.apiKeyId', 'x-rivulet-plan': 'context.authorizer.plan' },
  // Groups can't be mapped: a mapping takes no name with a colon, and the claim is `cognito:groups`.
  cognito: { 'x-rivulet-caller': 'context.authorizer.claims.sub' },
  oidc: { 'x-rivulet-caller': 'context.authorizer.caller', 'x-rivulet-plan': 'context.authorizer.plan' },
  iam: { 'x-rivulet-caller': 'context.identity.caller', 'x-rivulet-account': 'context.identity.accountId' },
  open: {},
} as const satisfies Record<WayIn, HandedOver>;

export function toHandedOver(wayIn: WayIn): HandedOver {
  return { ...ofEach, ...ofCaller[wayIn] };
}

/** Written by the integration alone, so that whoever reaches the container by another way is nobody. */
export const originHeader = 'x-rivulet-origin';
