import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { waysIn } from '../../lambda/access/way-in.ts';
import { buildTemplate } from './synthesize.ts';
import { settingsOfWayIn } from './settings-of-way-in.ts';

type Json = Readonly<Record<string, unknown>>;

const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:my-agent';
const url = 'https://agent.example.com/stream';

interface Method {
  readonly AuthorizationType: string;
  readonly AuthorizerId?: unknown;
  readonly ApiKeyRequired?: boolean;
  readonly Integration: Json & { readonly RequestParameters?: Readonly<Record<string, unknown>> };
}

/** The methods of the paths that begin so. */
function methodsOf(template: Template, path: string): readonly Method[] {
  return Object.entries(template.findResources('AWS::ApiGateway::Method'))
    .filter(([id]) => new RegExp(`^ChatApi${path}(rest)?ANY`).test(id))
    .map(([, { Properties: properties }]): Method => properties);
}

const proxied = (proxies: Json, settings: Json = {}) => buildTemplate({ settings: { proxies, ...settings } });

describe('a proxy to a URL', () => {
  test('streams its path and all below it, for up to 15 minutes', () => {
    const [below, root] = methodsOf(proxied({ '/python': `${url}/` }), 'python').map(({ Integration: own }) => own);
    const common = { Type: 'HTTP_PROXY', ResponseTransferMode: 'STREAM', TimeoutInMillis: 900_000 };
    expect([root, below]).toMatchObject([
      { ...common, Uri: url },
      { ...common, Uri: `${url}/{rest}` },
    ]);
    expect(below?.RequestParameters).toMatchObject({ 'integration.request.path.rest': 'method.request.path.rest' });
  });

  test.each(waysIn)('with access %s, it says who asks, always, and withholds every credential', (wayIn) => {
    const methods = methodsOf(proxied({ '/python': url }, settingsOfWayIn[wayIn]), 'python');
    expect(methods).toHaveLength(2);
    for (const { Integration: integration } of methods) {
      const headers = new Map(Object.entries(integration.RequestParameters ?? {}));
      for (const name of ['authorization', 'x-api-key', 'x-amz-security-token', 'cookie'])
        expect(headers.get(`integration.request.header.${name}`)).toBe("'-'");
      const caller = headers.get('integration.request.header.x-rivulet-caller');
      expect(caller).toMatch(wayIn === 'open' ? /^'-'$/ : /^context\./);
      expect(headers.has('integration.request.header.x-rivulet-plan')).toBe(true);
    }
  });

  test.each(waysIn)('with access %s, callers are let in as elsewhere', (wayIn) => {
    const template = proxied({ '/python': url }, settingsOfWayIn[wayIn]);
    const own = Object.values(template.findResources('AWS::ApiGateway::Method'))
      .map(({ Properties: properties }): Method & { HttpMethod: string } => properties)
      .find(({ HttpMethod: method, Integration: { Type: type } }) => method === 'POST' && type === 'AWS_PROXY');
    for (const method of methodsOf(template, 'python')) {
      expect([method.AuthorizationType, method.ApiKeyRequired]).toEqual([own?.AuthorizationType, own?.ApiKeyRequired]);
      expect(method.AuthorizerId === undefined).toBe(own?.AuthorizerId === undefined);
    }
  });

  test('has its credential from Secrets Manager, in the header that it says', () => {
    const credential = { header: 'x-token', secret: 'agents/python' };
    for (const { Integration: integration } of methodsOf(proxied({ '/python': { to: url, credential } }), 'python'))
      expect(integration.RequestParameters?.['integration.request.header.x-token']).toBe(
        "'{{resolve:secretsmanager:agents/python:SecretString:::}}'",
      );
  });
});

describe('a proxy to a function', () => {
  test('uses its streaming URI, and this API’s path alone may call it', () => {
    const template = proxied({ '/strands': { to: functionArn, seconds: 60 } });
    for (const { Integration: integration } of methodsOf(template, 'strands')) {
      expect(integration).toMatchObject({ Type: 'AWS_PROXY', ResponseTransferMode: 'STREAM', TimeoutInMillis: 60_000 });
      expect(JSON.stringify(integration['Uri'])).toContain(`${functionArn}/response-streaming-invocations`);
    }
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: functionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(String.raw`^/\*/strands`)])] },
    });
  });
});

test('a stack without proxies has none of it', () => {
  const ids = Object.keys(buildTemplate().toJSON()['Resources']);
  expect(ids.filter((id) => /rest(ANY|OPTIONS)/.test(id))).toEqual([]);
});

test('another backend is another deployment', () => {
  const idOf = (to: string) => Object.keys(proxied({ '/python': to }).findResources('AWS::ApiGateway::Deployment'))[0];
  expect(idOf(url)).not.toBe(idOf('https://other.example.com'));
});
