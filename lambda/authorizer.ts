import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';

/**
 * Hands the key that a request carries to API Gateway, which alone decides whether it is good: its API keys and usage
 * plans stay the one source of truth. The answer is cached per header value, so its policy covers the whole stage.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const [api, stage] = event.methodArn.split('/');
  return {
    principalId: 'key',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${api}/${stage}/*` }],
    },
    usageIdentifierKey: event.authorizationToken.replace(/^bearer /i, ''),
  };
}
