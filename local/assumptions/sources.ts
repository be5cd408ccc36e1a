export const gatewayGuide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
export const knownIssues = `${gatewayGuide}/api-gateway-known-issues.html`;
export const gatewayResponses = `${gatewayGuide}/supported-gateway-response-types.html`;
