import { checkSignature, localCredentials, type SignatureProblem } from '../../sigv4/signature.ts';
import type { LocalApi } from '../../template/model.ts';
import type { ProxyRequest } from '../request/proxy-event.ts';
import { Rejection, type RejectionType } from '../rejection.ts';
import type { Clock } from './usage.ts';

/** What API Gateway tells of whoever signed a request, in `requestContext.identity`. */
export interface AwsIdentity {
  readonly accountId: string;
  readonly accessKey: string;
  readonly caller: string;
  readonly user: string;
  readonly userArn: string;
}

/** API Gateway's own gateway responses for requests that are not signed well. */
const rejections: Readonly<Record<SignatureProblem['type'], RejectionType>> = {
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  InvalidSignatureException: 'INVALID_SIGNATURE',
  UnrecognizedClientException: 'INVALID_SIGNATURE',
  IncompleteSignatureException: 'INCOMPLETE_SIGNATURE',
  AccessDeniedException: 'INCOMPLETE_SIGNATURE',
};

/** Lets in whoever has signed with the local credentials: a user of the stack's account who may call everything. */
export function checkSigned(
  { accountId, region }: Pick<LocalApi, 'accountId' | 'region'>,
  { exchange: { request }, body }: Pick<ProxyRequest, 'exchange' | 'body'>,
  { now }: Clock,
): AwsIdentity {
  const { method = '', url = '', headers } = request;
  const problem = checkSignature(
    { method, url, headers, body },
    { service: 'execute-api', region, now: new Date(now()) },
  );
  if (problem) throw new Rejection(rejections[problem.type]);
  const user = 'AIDALOCALSTAGE';
  return {
    accountId,
    accessKey: localCredentials.accessKeyId,
    caller: user,
    user,
    userArn: `arn:aws:iam::${accountId}:user/local-stage`,
  };
}
