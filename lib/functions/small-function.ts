import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function, type FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';

type SmallFunctionProps = Pick<FunctionProps, 'code' | 'handler' | 'timeout' | 'memorySize' | 'environment'>;

/** A function with a log of its own, whose role may write that log and nothing else. */
export function addSmallFunction(scope: Construct, settings: Settings, props: SmallFunctionProps): Function {
  const logGroup = new LogGroup(scope, 'Logs', {
    retention: settings.logRetentionDays,
    removalPolicy: toRemovalPolicy(settings),
  });
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return new Function(scope, 'Function', {
    ...props,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    role,
    logGroup,
  });
}
