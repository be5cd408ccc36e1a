import type { LocalApi } from '../../../local/template/model.ts';
import { toLocalApi } from '../../../local/template/read-template.ts';
import { parseTemplate } from '../../../local/template/cloudformation/template.ts';

export type Properties = Record<string, unknown>;

interface HandMadeResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Condition?: string;
}

export const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:Stack-Chat';
export const streamUri = {
  'Fn::Join': [
    '',
    [
      'arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/',
      { 'Fn::GetAtt': ['Chat', 'Arn'] },
      '/response-streaming-invocations',
    ],
  ],
};
export const bufferedUri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

/** The properties of the smallest possible API: one function behind one streaming method. */
const smallest = {
  Chat: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: 'abc.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
    },
  },
  Api: {
    Type: 'AWS::ApiGateway::RestApi',
    Properties: { Name: 'chat', EndpointConfiguration: { Types: ['REGIONAL'] } },
  },
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'dev', RestApiId: { Ref: 'Api' } } },
  Post: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      HttpMethod: 'POST',
      ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        ResponseTransferMode: 'STREAM',
        TimeoutInMillis: 900_000,
        Uri: streamUri,
      },
    },
  },
} satisfies Record<string, HandMadeResource>;

export interface HandMade {
  /** Merged over the smallest API's properties, by logical id. */
  readonly properties?: Readonly<Partial<Record<keyof typeof smallest, Properties>>>;
  readonly resources?: Readonly<Record<string, HandMadeResource>>;
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export function readHandMade({
  properties = {},
  resources = {},
  conditions = {},
  parameters = {},
  outputs = {},
}: HandMade = {}): LocalApi {
  const merged = Object.entries(smallest).map(([id, resource]) => [
    id,
    {
      ...resource,
      Properties: { ...resource.Properties, ...Object.entries(properties).find(([name]) => name === id)?.[1] },
    },
  ]);
  const template = {
    Resources: { ...Object.fromEntries(merged), ...resources },
    Conditions: conditions,
    Parameters: parameters,
    Outputs: outputs,
  };
  return toLocalApi({
    stackName: 'Stack',
    template: parseTemplate(JSON.stringify(template)),
    toAssetPath: (hash) => (hash === 'abc' ? '/assembly/asset.abc' : undefined),
    toImagePath: (hash) => (hash === 'def' ? '/assembly/asset.def' : undefined),
  });
}

/** What the intrinsic function becomes in a function's environment. */
export function resolveInEnvironment(value: unknown, more: Omit<HandMade, 'properties'> = {}): string | undefined {
  const api = readHandMade({ ...more, properties: { Chat: { Environment: { Variables: { VALUE: value } } } } });
  return api.functions[0]?.environment['VALUE'];
}
