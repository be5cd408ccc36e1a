import { headerValue, sign, type SignedRequest } from './canonical-request.ts';
import { readAuthorization, toTime } from './read-authorization.ts';

/** The only credentials that the local stage accepts. They are valid nowhere else. */
export const localCredentials = { accessKeyId: 'AKIDLOCALSTAGE', secretAccessKey: 'the-local-stage-has-no-secrets' };

/** Why AWS would not take a signature: its exception's name and message. Each has status 403. */
export interface SignatureProblem {
  readonly type:
    | 'AccessDeniedException'
    | 'IncompleteSignatureException'
    | 'InvalidSignatureException'
    | 'MissingAuthenticationTokenException'
    | 'UnrecognizedClientException';
  readonly message: string;
}

interface Expected {
  /** As the credential's scope names it: bedrock, execute-api. */
  readonly service: string;
  /** Left out where any will do. */
  readonly region?: string;
  readonly now: Date;
}

/** Each must be signed, under one of its names: over HTTP/2 the SDK signs the host as `:authority`. */
const alwaysSigned = [['host', ':authority'], ['x-amz-date']];
const allowedSkewMs = 5 * 60_000;

/** What is wrong with a request's signature (SigV4, with the local credentials); undefined when it is good. */
export function checkSignature(
  request: SignedRequest,
  { service, region: expectedRegion, now }: Expected,
): SignatureProblem | undefined {
  const authorization = headerValue(request.headers, 'authorization');
  if (authorization === '') return problem('MissingAuthenticationTokenException', 'Missing Authentication Token');
  if (/^bearer /i.test(authorization)) {
    return problem('AccessDeniedException', 'The local stage takes SigV4 signatures here, no bearer token (API key).');
  }
  const signed = readAuthorization(authorization);
  if (!signed) {
    return problem(
      'IncompleteSignatureException',
      'The Authorization header needs Credential, SignedHeaders, Signature.',
    );
  }
  const { date, region, signedNames } = signed;
  if (signed.accessKeyId !== localCredentials.accessKeyId) {
    return problem('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (signed.service !== service) {
    const message = `Credential should be scoped to service '${service}', not '${signed.service}'.`;
    return problem('InvalidSignatureException', message);
  }
  if (expectedRegion !== undefined && region !== expectedRegion) {
    const message = `Credential should be scoped to a valid region, ${expectedRegion}.`;
    return problem('InvalidSignatureException', message);
  }
  const unsigned = alwaysSigned.filter((names) => !names.some((name) => signedNames.includes(name)));
  if (unsigned.length > 0) {
    const message = `These headers must be signed: ${unsigned.map(([name]) => name).join(', ')}.`;
    return problem('InvalidSignatureException', message);
  }
  const sentAt = headerValue(request.headers, 'x-amz-date');
  if (!isCurrent(sentAt, date, now)) {
    const message = `Signature expired: ${sentAt} is not within 5 minutes of the server.`;
    return problem('InvalidSignatureException', message);
  }
  const expected = sign(request, signedNames, { date, region, service }, localCredentials.secretAccessKey);
  if (signed.signature === expected) return undefined;
  return problem(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
      'and signing method. Consult the service documentation for details.',
  );
}

/** Whether `x-amz-date` (20261121T034500Z) is close to now and of the credential's day. */
function isCurrent(sentAt: string, date: string, now: Date): boolean {
  return sentAt.startsWith(date) && Math.abs(toTime(sentAt) - now.getTime()) <= allowedSkewMs;
}

function problem(type: SignatureProblem['type'], message: string): SignatureProblem {
  return { type, message };
}
