import type { Assumption } from './assumption.ts';
import { gatewayGuide, gatewayResponses } from './sources.ts';

const throttling = `${gatewayGuide}/api-gateway-request-throttling.html`;

/** Keys, throttles, authorizers, signatures, policies and domains. */
export const aboutAccess = [
  {
    id: 'preflight-needs-no-key',
    claim: 'A MOCK method that requires no key answers OPTIONS, even if the other methods of its path require one.',
    evidence: 'documented',
    reference: `${gatewayGuide}/how-to-cors.html`,
  },
  {
    id: 'key-before-throttle',
    claim: 'A request with an unknown API key is refused, and no throttle counts it.',
    evidence: 'undocumented',
    reference: throttling,
  },
  {
    id: 'plan-before-stage',
    claim: 'API Gateway checks the throttle of the usage plan before that of the stage.',
    evidence: 'documented',
    reference: throttling,
  },
  {
    id: 'throttled-uses-no-quota',
    claim: 'A throttled request does not count against the quota of its key.',
    evidence: 'undocumented',
  },
  {
    id: 'quota-calendar',
    claim: 'A quota starts again with each calendar day, week (from Sunday) or month, in UTC.',
    evidence: 'undocumented',
  },
  {
    id: 'authorizer-cache-per-identity',
    claim:
      'The result of an authorizer is cached under the values of all its identity sources. Its policy is checked again for each method.',
    evidence: 'documented',
    reference: `${gatewayGuide}/configure-api-gateway-lambda-authorization-with-console.html`,
  },
  {
    id: 'authorizer-needs-identity',
    claim: 'A request that lacks an identity source gets 401, and the authorizer does not run.',
    evidence: 'documented',
    reference: `${gatewayGuide}/apigateway-use-lambda-authorizer.html`,
  },
  {
    id: 'authorizer-without-cache',
    claim: 'A REQUEST authorizer without a cache needs no identity source and runs at each request.',
    evidence: 'documented',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html',
  },
  {
    id: 'kept-policy-ends',
    claim:
      'A condition on aws:CurrentTime in the policy of an authorizer is judged again with each request, also when the policy is cached.',
    evidence: 'seen in the field',
    reference: 'https://github.com/awslabs/aws-apigateway-lambda-authorizer-blueprints',
  },
  {
    id: 'unsigned-is-missing-token',
    claim: 'A request without a signature to a method with IAM authorization gets MISSING_AUTHENTICATION_TOKEN.',
    evidence: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'bad-signature-403',
    claim:
      'A signature that is wrong, too old, or by unknown credentials gets INVALID_SIGNATURE. An Authorization header that is no signature gets 403, in the format of DEFAULT_4XX.',
    evidence: 'undocumented',
    reference: gatewayResponses,
  },
  {
    id: 'policy-needs-allow',
    claim:
      'If the API has a policy, a method without authorization needs an explicit allow in it. Who is let in by IAM in the API’s own account needs none. A deny always wins.',
    evidence: 'documented',
    reference: `${gatewayGuide}/apigateway-authorization-flow.html`,
  },
  {
    id: 'domain-without-stage',
    claim: 'Behind a domain that is mapped to a stage without a path, paths begin below the stage.',
    evidence: 'documented',
    reference: `${gatewayGuide}/how-to-custom-domains.html`,
  },
] as const satisfies readonly Assumption[];
