import type { Template } from 'aws-cdk-lib/assertions';

/** The properties of the methods that ask a function. */
export function streamedMethodsOf(template: Template) {
  const methods = Object.values(template.findResources('AWS::ApiGateway::Method')).map(
    (method) => method['Properties'],
  );
  return methods.filter(({ Integration: { Type: type } }) => type === 'AWS_PROXY');
}
