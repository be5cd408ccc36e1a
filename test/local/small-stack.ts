import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  Cors,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  ResponseTransferMode,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { onTestFinished } from 'vitest';

export interface SmallStackProps {
  readonly transferMode?: ResponseTransferMode;
  readonly integrationTimeout?: Duration;
  /** The body of the gateway response for unknown paths. */
  readonly unknownPathBody?: string;
  /** What the function may do on AWS. */
  readonly actions?: readonly string[];
}

const codePath = path.resolve(import.meta.dirname, '../fixtures/functions');

/** Synthesizes an API over a hand-made function, as any CDK user would write it. Returns the folder of the assembly. */
export function synthesizeSmallStack({
  transferMode,
  integrationTimeout,
  unknownPathBody,
  actions = [],
}: SmallStackProps = {}): string {
  const outdir = mkdtempSync(path.join(tmpdir(), 'rivulet-test-'));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Small');
  const streaming = new LambdaFunction(stack, 'Stream', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'stream.handler',
    code: Code.fromAsset(codePath),
    environment: { STACK: stack.stackName },
  });
  if (actions.length > 0) {
    streaming.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: ['*'] }));
  }
  const api = new RestApi(stack, 'Api', {
    deployOptions: {
      stageName: 'dev',
      accessLogDestination: new LogGroupLogDestination(new LogGroup(stack, 'AccessLog')),
      accessLogFormat: AccessLogFormat.custom('access: $context.requestId $context.status'),
    },
    endpointConfiguration: { types: [EndpointType.REGIONAL] },
    cloudWatchRole: false,
    defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS },
  });
  if (unknownPathBody !== undefined) {
    api.addGatewayResponse('Unknown', {
      type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
      statusCode: '404',
      templates: { 'application/json': unknownPathBody },
    });
  }
  const integration = new LambdaIntegration(streaming, {
    responseTransferMode: transferMode ?? ResponseTransferMode.STREAM,
    timeout: integrationTimeout ?? Duration.seconds(20),
  });
  api.root.addResource('stream').addMethod('POST', integration, { apiKeyRequired: true });
  const plan = api.addUsagePlan('Plan', { throttle: { rateLimit: 100, burstLimit: 100 } });
  plan.addApiKey(api.addApiKey('Key'));
  plan.addApiStage({ stage: api.deploymentStage });
  app.synth();
  return outdir;
}
