import { App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { toAllowOriginTemplate } from '../../../lib/api/static/allow-origin-template.ts';
import { readHeaderEcho } from '../../../local/template/api-gateway/header-echo.ts';
import { readHandMade } from './hand-made.ts';

const origins = ['https://a.example', 'http://localhost:3000', 'https://b.example'];
const ours = toAllowOriginTemplate(origins);
const idLine = '#set($context.responseOverride.header.x-request-id="$context.requestId")';

function readMock(template: string) {
  const IntegrationResponses = [{ StatusCode: '204', ResponseTemplates: { 'application/json': template } }];
  const Integration = { Type: 'MOCK', RequestTemplates: { 'application/json': '{"statusCode": 204}' } };
  const { methods } = readHandMade({ properties: { Post: { Integration: { ...Integration, IntegrationResponses } } } });
  const integration = methods[0]?.integration;
  return integration?.kind === 'mock' ? integration.responses[0] : undefined;
}

test('the template of a preflight answer becomes plain data', () => {
  expect(readMock([idLine, ours].join('\n'))).toEqual({
    statusCode: 204,
    headers: { 'x-request-id': '$context.requestId' },
    echo: { name: 'access-control-allow-origin', requestHeaders: ['Origin', 'origin'], values: origins },
    body: { mediaType: 'application/json', text: '' },
  });
});

test('CDK’s own for several origins, too, of which its first is a static header', () => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }));
  new RestApi(stack, 'Api').root.addCorsPreflight({ allowOrigins: [...origins] });
  const methods = Object.values(Template.fromStack(stack).findResources('AWS::ApiGateway::Method'));
  const template: string =
    methods[0]?.['Properties'].Integration.IntegrationResponses[0].ResponseTemplates['application/json'];
  expect(template).toContain('#set');
  expect(readMock(template)).toMatchObject({
    echo: {
      name: 'Access-Control-Allow-Origin',
      requestHeaders: ['Origin', 'origin'],
      values: ['http://localhost:3000', 'https://b.example'],
    },
    body: { text: '' },
  });
});

test('what surrounds it stays', () => {
  expect(readHeaderEcho(`before\n${ours}\nafter`).rest).toBe('before\nafter');
  expect(readHeaderEcho('no condition')).toEqual({ rest: 'no condition' });
});

test.each<[string, string]>([
  ['another condition', ours.replace('== "https://a.example"', '!= "https://a.example"')],
  ['a pattern instead of a text', ours.replace(/\$origin == "https:\/\/b.example"/, '$origin.matches("b")')],
  ['"and" instead of "or"', ours.replace('||', '&&')],
  ['another variable in the condition', ours.replace('#if($origin == "https', '#if($other == "https')],
  ['another value of the header', ours.replace(' = $origin)', ' = $other)')],
  ['a variable in a literal', ours.replace('https://a.example', 'https://$context.stage')],
  ['a literal without text', ours.replace('"https://a.example"', '""')],
  ['another source', ours.replace('$input.params().header.get("Origin")', '$input.params("Origin")')],
  ['no end', ours.replace(/#end$/, '')],
  ['an else', ours.replace(/#end$/, '#else\n#end')],
  ['a second one', `${ours}\n${ours}`],
  ['text before it on its line', `{}${ours}`],
])('%s is refused by name', (_name, template) => {
  expect(template).not.toBe(ours);
  expect(() => readMock(template)).toThrow(
    `can't emulate Post (AWS::ApiGateway::Method): #set is not supported in a response template`,
  );
});
