import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { hashed } from '../access/hashed.ts';
import { checkToken, isRefused } from '../access/oidc/check-token.ts';
import { findKeys } from '../access/oidc/find-keys.ts';
import { readTokenConfig } from '../access/oidc/token-config.ts';
import { noPlan } from '../access/way-in.ts';

const config = readTokenConfig(import.meta.dirname);
const keys = findKeys(config.issuer);

/** API Gateway keeps an answer for a minute at most. What holds for longer need not be said. */
const longestSeconds = 300;

/**
 * Lets in who has a good token of the issuer, and tells the chat function who it is and in which plan.
 * An answer that API Gateway keeps ends with its token, since its policy does: AWS's own examples of such policies have conditions, too
 * (aws-apigateway-lambda-authorizer-blueprints). Rejects when the issuer can't be asked: API Gateway then answers with AUTHORIZER_FAILURE.
 */
export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const checked = await checkToken(event.authorizationToken.replace(/^bearer /i, ''), config, keys);
  if (isRefused(checked)) {
    console.warn(JSON.stringify({ level: 'WARN', message: 'a token was refused', reason: checked.refused }));
    // The message that API Gateway answers with 401.
    throw new Error('Unauthorized');
  }
  const { subject, groups, expires } = checked;
  const [api, stage] = event.methodArn.split('/');
  const endSeconds = Math.min(expires, Math.floor(Date.now() / 1000) + longestSeconds);
  // The issuer is part of the name: another one may have a subject of the same name.
  const caller = hashed(`oidc:${config.issuer} ${subject}`);
  const plan = config.plans.find((name) => groups.includes(name)) ?? noPlan;
  return {
    principalId: caller,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'execute-api:Invoke',
          // Kept for every method.
          Resource: `${api}/${stage}/*`,
          Condition: { DateLessThan: { 'aws:CurrentTime': toDate(endSeconds) } },
        },
      ],
    },
    context: { caller, plan },
  };
}

/** As policies write it: 2026-11-27T06:00:00Z */
function toDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
