import * as path from 'node:path';
import { onTestFinished } from 'vitest';
import type { GatewayLimits } from '../../../local/gateway/limits.ts';
import { startGateway } from '../../../local/gateway/server.ts';
import { startFunctions } from '../../../local/lambda/functions.ts';
import { lambdaLimits, type LambdaLimits } from '../../../local/lambda/limits.ts';
import type { LambdaIntegration, LocalApi, LocalFunction, LocalMethod } from '../../../local/template/model.ts';

const codePath = path.resolve(import.meta.dirname, '../../fixtures/functions');

export function toFunction(id: string, changes: Partial<LocalFunction> = {}): LocalFunction {
  const arn = `arn:aws:lambda:us-east-1:123456789012:function:${id}`;
  return {
    id,
    name: id,
    arn,
    handler: `${id}.handler`,
    codePath,
    timeoutMs: 20_000,
    memoryMb: 256,
    environment: {},
    ...changes,
  };
}

export function toLambdaMethod(
  resourcePath: string,
  integration: Partial<LambdaIntegration> = {},
  changes: Partial<LocalMethod> = {},
): LocalMethod {
  return {
    id: resourcePath,
    httpMethod: 'POST',
    resourcePath,
    isKeyRequired: false,
    integration: { kind: 'lambda', functionId: 'stream', transferMode: 'STREAM', timeoutMs: 20_000, ...integration },
    ...changes,
  };
}

/** The smallest API, with some of it changed. */
export function toApi(changes: Partial<LocalApi> = {}): LocalApi {
  return {
    apiId: 'api',
    accountId: '123456789012',
    region: 'us-east-1',
    stageName: 'dev',
    endpointType: 'REGIONAL',
    vpcEndpointIds: [],
    keySource: 'HEADER',
    binaryMediaTypes: [],
    methods: [
      toLambdaMethod('/stream'),
      toLambdaMethod('/buffered', { functionId: 'buffered', transferMode: 'BUFFERED' }),
    ],
    functions: [toFunction('stream'), toFunction('buffered')],
    containers: [],
    plans: [],
    userPools: [],
    tables: [],
    gatewayResponses: new Map(),
    outputs: new Map(),
    allowedActions: [],
    notEmulated: [],
    ...changes,
  };
}

export interface GatewayChanges {
  readonly api?: Partial<LocalApi>;
  readonly limits?: Partial<GatewayLimits>;
  readonly lambdaLimits?: Partial<LambdaLimits>;
  readonly now?: () => number;
}

export interface TestGateway {
  readonly url: string;
  /** Of the functions and of the access log, in the order they came. */
  readonly lines: readonly string[];
  /** Lets the test see lines as they come. */
  readonly onLine: (listener: (line: string) => void) => void;
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
}

/** The gateway in front of hand-made functions that run in the real runtime client; it ends with the test. */
export async function startTestGateway(changes: GatewayChanges = {}): Promise<TestGateway> {
  const api = toApi(changes.api);
  const lines: string[] = [];
  const listeners: ((line: string) => void)[] = [];
  const log = (line: string): void => {
    lines.push(line);
    for (const listener of listeners) listener(line);
  };
  const limits = { ...lambdaLimits, ...changes.lambdaLimits };
  const functions = startFunctions(api, { limits, extraVariables: {}, log });
  const gateway = await startGateway({
    api,
    invoke: functions.invoke,
    port: 0,
    logAccess: log,
    logError: log,
    ...(changes.limits && { limits: changes.limits }),
    ...(changes.now && { clock: { now: changes.now } }),
  });
  onTestFinished(async () => {
    gateway.close();
    await functions.close();
  });
  return {
    url: gateway.url,
    lines,
    onLine: (listener) => listeners.push(listener),
    post: (resourcePath, body, headers = {}) =>
      fetch(`${gateway.url}${resourcePath}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}
