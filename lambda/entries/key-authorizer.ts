import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';
import { keyPatterns } from '../access/key-patterns.ts';
import { noPlan } from '../access/way-in.ts';

/** A key that was made for a plan: `team.k3V…`. A plan that does not exist is none. */
const beginsWithPlan = /^([a-z][a-z0-9-]{0,31})\./;

/**
 * Hands the key that a request carries to API Gateway, which alone decides whether it is good: its API keys and usage
 * plans stay the one source of truth. Which plan a key begins with is handed on as a name: the chat function must not see
 * the key. The answer may be cached per header value, so its policy covers the whole stage.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
export async function handler(
  event: APIGatewayTokenAuthorizerEvent | APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  const credential = event.type === 'TOKEN' ? event.authorizationToken : findCredential(event.headers ?? {});
  const [api, stage] = event.methodArn.split('/');
  const key = credential.replace(/^bearer /i, '');
  const [, plan = noPlan] = beginsWithPlan.exec(key) ?? [];
  return {
    principalId: 'key',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/${stage}/*` }],
    },
    usageIdentifierKey: key,
    context: { plan },
  };
}

/**
 * Whichever of the two headers has what could be a key: here nothing has looked at them before (docs/decisions/0019).
 * The message is the one that API Gateway answers with 401.
 */
function findCredential(headers: Readonly<Record<string, string | undefined>>): string {
  for (const [wanted, pattern] of Object.entries(keyPatterns)) {
    const [, value = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted) ?? [];
    if (new RegExp(pattern).test(value)) return value;
  }
  throw new Error('Unauthorized');
}
