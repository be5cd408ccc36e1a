import * as path from 'node:path';
import { Aws, Duration, Size } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import {
  AwsLogDriverMode,
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
  Secret,
} from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { withSettings } from '../../functions/with-settings.ts';
import { toRemovalPolicy } from '../../removal-policy.ts';
import { toConfig } from '../../settings/to-config.ts';
import type { ChatParts } from '../chat-parts.ts';
import { addPermissions } from '../permissions.ts';
import { toVariables } from '../variables.ts';
import { needsGroups } from './needs-groups.ts';

/** Where the process listens. */
export const port = 8080;

/** The longest that Fargate waits between telling a process to stop and ending it. */
const stopTimeout = Duration.seconds(120);

/** And the heap of a long-lived process this one: Node's own limit lets garbage pile up to half of the memory (docs/scaling.md, "What was measured"). */
const heapShare = 4;

/** Bodies may have this part of the memory: what is made of one needs as much again, twice. */
const bodiesShare = 8;

/** The image, how large a task is, its log and its roles: as itself it may do what the function may, and start only with what it is made of. */
export class Task extends Construct {
  readonly definition: FargateTaskDefinition;
  readonly log: ILogGroup;

  constructor(scope: Construct, id: string, parts: ChatParts, origin: ISecret) {
    super(scope, id);
    const { settings, codePath, agents } = parts;
    const { vcpu, memoryGb } = settings.container;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: settings.logRetentionDays,
      removalPolicy: toRemovalPolicy(settings),
    });
    this.log = logGroup;
    const taskRole = new Role(this, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    addPermissions(taskRole, parts);
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      cpu: vcpu * 1024,
      memoryLimitMiB: memoryGb * 1024,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
      taskRole,
    });
    const folder = withSettings(path.join(codePath, 'container'), this, {
      config: toConfig(settings, agents),
      ...(agents.length > 0 && { agents: path.join(codePath, 'agents') }),
    });
    this.definition.addContainer('chat', {
      image: ContainerImage.fromAsset(folder, { platform: Platform.LINUX_ARM64 }),
      // Said here, too: the local stage runs it, and reads no image.
      command: ['node', `--max-old-space-size=${(memoryGb * 1024) / heapShare}`, 'index.mjs'],
      portMappings: [{ containerPort: port }],
      environment: toEnvironment(parts),
      secrets: { RIVULET_ORIGIN: Secret.fromSecretsManager(origin) },
      // A log that is late must not hold up answers. What no longer fits in between is lost.
      logging: LogDrivers.awsLogs({
        logGroup,
        streamPrefix: 'rivulet',
        mode: AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(25),
      }),
      readonlyRootFilesystem: true,
      stopTimeout,
    });
    acknowledge(this.definition, {
      'AwsSolutions-ECS2': 'No secret is among the variables; the one there is comes from Secrets Manager.',
      'AwsSolutions-IAM5[Resource::*]':
        'Signing in to the registry has no resource to name: ecr:GetAuthorizationToken only.',
    });
  }
}

function toEnvironment(parts: ChatParts): Record<string, string> {
  const { settings, users } = parts;
  return {
    ...toVariables(parts),
    AWS_REGION: Aws.REGION,
    HOST: '0.0.0.0',
    PORT: String(port),
    RIVULET_MOST_STREAMS: String(settings.container.streams),
    RIVULET_MOST_BODY_BYTES: String((settings.container.memoryGb * 1024 ** 3) / bodiesShare),
    ...(users &&
      needsGroups(settings) && {
        RIVULET_USERS_ISSUER: `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${users.pool.userPoolId}`,
      }),
  };
}
