import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { LambdaIntegration, ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { withSettings } from '../functions/with-settings.ts';
import { ownMetric, period } from '../metrics.ts';
import { toRemovalPolicy } from '../removal-policy.ts';
import { toConfig } from '../settings/to-config.ts';
import type { Backend } from './backend.ts';
import type { ChatParts } from './chat-parts.ts';
import { addPermissions } from './permissions.ts';
import { toVariables } from './variables.ts';

/** The function, its log and its role, which may write that log, send traces, and what permissions.ts lists. */
export class ChatFunction extends Construct implements Backend {
  readonly integrate: Backend['integrate'];
  readonly alarms: Backend['alarms'];
  readonly charts: Backend['charts'];
  readonly log: Backend['log'];

  constructor(scope: Construct, id: string, parts: ChatParts) {
    super(scope, id);
    const { settings, service, codePath, agents } = parts;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: settings.logRetentionDays,
      removalPolicy: toRemovalPolicy(settings),
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    addPermissions(role, parts);
    const handler = new Function(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(
        withSettings(path.join(codePath, 'chat'), this, {
          config: toConfig(settings, agents),
          ...(agents.length > 0 && { agents: path.join(codePath, 'agents') }),
        }),
      ),
      handler: 'index.handler',
      role,
      logGroup,
      memorySize: settings.memoryMb,
      timeout: Duration.seconds(settings.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      ...(settings.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: settings.reservedConcurrency,
      }),
      environment: toVariables(parts),
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray has no resources to name: PutTraceSegments and PutTelemetryRecords only.',
    });
    const integration = new LambdaIntegration(handler, {
      responseTransferMode: ResponseTransferMode.STREAM,
      timeout: Duration.millis(Math.round(settings.integrationTimeoutSeconds * 1000)),
      allowTestInvoke: false,
    });
    this.integrate = () => ({ integration });
    this.log = logGroup;
    this.alarms = {
      FunctionErrors: {
        description: `${service}: the function crashed, timed out or ran out of memory`,
        metric: handler.metricErrors({ period }),
        threshold: 0,
        evaluationPeriods: 1,
      },
      FunctionThrottles: {
        description: `${service}: Lambda had no concurrency left for a request`,
        metric: handler.metricThrottles({ period }),
        threshold: 0,
        evaluationPeriods: 1,
      },
    };
    this.charts = [
      {
        title: 'Environments of the function at once',
        metrics: [handler.metric('ConcurrentExecutions', { statistic: 'Maximum', period })],
      },
      {
        title: 'Cold starts, throttles and crashes of the function',
        metrics: [
          ownMetric(service, 'ColdStarts', 'Sum'),
          handler.metricThrottles({ period }),
          handler.metricErrors({ period }),
        ],
      },
    ];
  }
}
