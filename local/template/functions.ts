import { z } from 'zod';
import type { Resolver } from './cloudformation/intrinsics.ts';
import type { LocalFunction } from './model.ts';
import { readProperties, silent } from './cloudformation/properties.ts';
import { refuse, type ResourceName } from './cloudformation/refuse.ts';
import { ofType, type Resource } from './cloudformation/resources.ts';

const functionProperties = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
  Handler: z.string(),
  MemorySize: z.number().default(128),
  PackageType: z.literal('Zip').optional(),
  ReservedConcurrentExecutions: z.number().optional(),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js functions run here'),
  Timeout: z.number().default(3),
  Architectures: silent,
  Description: silent,
  FunctionName: silent,
  LoggingConfig: silent,
  Role: silent,
  RuntimeManagementConfig: silent,
  Tags: silent,
  TracingConfig: silent,
});

/** Names that Lambda reserves: a deployment that sets one fails. */
const reservedVariable =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION|LOG)_\w+|AWS_LAMBDA_RUNTIME_API|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

/** @param toCodePath folder of an asset, by its hash */
export function readFunctions(
  resources: readonly Resource[],
  resolver: Resolver,
  toCodePath: (assetHash: string) => string | undefined,
): LocalFunction[] {
  return ofType(resources, 'Lambda::Function').map((resource) => {
    const properties = readProperties(resource, functionProperties);
    const environment = properties.Environment?.Variables ?? {};
    const reserved = Object.keys(environment).find((name) => reservedVariable.test(name));
    if (reserved !== undefined) refuse(resource, `environment variable ${reserved} is reserved by Lambda`);
    const { ReservedConcurrentExecutions: reservedConcurrency } = properties;
    return {
      id: resource.id,
      name: resource.name,
      arn: resolver.attribute(resource.id, 'Arn', resource),
      handler: properties.Handler,
      codePath:
        toCodePath(properties.Code.S3Key.replace(/\.zip$/, '')) ??
        refuse(resource, `code ${properties.Code.S3Key} is not an asset of this assembly`),
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
      environment,
    };
  });
}

/** The function that an integration's or authorizer's URI invokes. */
export function toInvokedFunction(uri: string, functions: readonly LocalFunction[], at: ResourceName): LocalFunction {
  return findInvokedFunction(uri, functions) ?? refuse(at, `URI ${uri} does not invoke a function of this stack`);
}

/** Undefined for one of another stack. */
export function findInvokedFunction(uri: string, functions: readonly LocalFunction[]): LocalFunction | undefined {
  const arn = /\/functions\/(.+)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1];
  return functions.find((candidate) => candidate.arn === arn);
}
