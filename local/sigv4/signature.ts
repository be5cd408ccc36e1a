import { headerValue, sign, type SignedRequest } from './canonical-request.ts';
import type { Refusal } from '../services/bedrock/wire/refusal.ts';

/** The only credentials that the stand-in accepts. They are valid nowhere else. */
export const localCredentials = { accessKeyId: 'AKIDLOCALSTAGE', secretAccessKey: 'the-local-stage-has-no-secrets' };

const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/,\s]+)\/(?<date>\d{8})\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request, ?SignedHeaders=(?<signedHeaders>[a-z0-9;:-]+), ?Signature=(?<signature>[0-9a-f]{64})$/;
/** Each must be signed, under one of its names: over HTTP/2 the SDK signs the host as `:authority`. */
const alwaysSigned = [['host', ':authority'], ['x-amz-date']];
const allowedSkewMs = 5 * 60_000;

/** Refuses a request that isn't signed as Bedrock requires (SigV4, with the local credentials). */
export function checkSignature(request: SignedRequest, now: Date): Refusal | undefined {
  const authorization = headerValue(request.headers, 'authorization');
  if (authorization === '') return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token');
  if (/^bearer /i.test(authorization)) {
    return refuse(
      'AccessDeniedException',
      'The local stand-in takes SigV4 signatures only, no bearer token (API key).',
    );
  }
  const { accessKeyId, date, region, service, signedHeaders, signature } =
    authorizationPattern.exec(authorization)?.groups ?? {};
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
    return refuse(
      'IncompleteSignatureException',
      'The Authorization header needs Credential, SignedHeaders, Signature.',
    );
  }
  if (accessKeyId !== localCredentials.accessKeyId) {
    return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (service !== 'bedrock') {
    return refuse('InvalidSignatureException', `Credential should be scoped to service 'bedrock', not '${service}'.`);
  }
  const signedNames = signedHeaders.split(';');
  const unsigned = alwaysSigned.filter((names) => !names.some((name) => signedNames.includes(name)));
  if (unsigned.length > 0) {
    return refuse(
      'InvalidSignatureException',
      `These headers must be signed: ${unsigned.map(([name]) => name).join(', ')}.`,
    );
  }
  const sentAt = headerValue(request.headers, 'x-amz-date');
  if (!isCurrent(sentAt, date, now)) {
    return refuse('InvalidSignatureException', `Signature expired: ${sentAt} is not within 5 minutes of the server.`);
  }
  const expected = sign(request, signedNames, { date, region, service }, localCredentials.secretAccessKey);
  if (signature === expected) return undefined;
  return refuse(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
      'and signing method. Consult the service documentation for details.',
  );
}

/** Whether `x-amz-date` (20261121T034500Z) is close to now and of the credential's day. */
function isCurrent(sentAt: string, date: string, now: Date): boolean {
  if (!sentAt.startsWith(date)) return false;
  const iso = sentAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return Math.abs(Date.parse(iso) - now.getTime()) <= allowedSkewMs;
}

function refuse(type: string, message: string): Refusal {
  return { status: 403, type, message };
}
