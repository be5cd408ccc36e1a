import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import {
  integer,
  integerFrom,
  matching,
  numberAbove0,
  numberAbove0UpTo,
  numberFrom,
  oneOf,
  oneOfNumbers,
  text,
} from './field.ts';
import { guardrail } from './guardrail-setting.ts';
import { modelNames, models } from './model-setting.ts';

const retentionDays = Object.values(RetentionDays).filter((days) => typeof days === 'number');

/** Every setting by itself: what is allowed and what it is when nobody says. `Settings` tells what each one means. */
export const schema = z.object({
  stage: matching(
    /^[a-z][a-z0-9-]{0,19}$/,
    'a lower-case letter and up to 19 lower-case letters, digits or dashes',
  ).default('dev'),
  models: models.prefault({ haiku: 'global.anthropic.claude-haiku-5-5' }),
  modelNames: modelNames.prefault({}),
  defaultModel: text().exactOptional(),
  systemPrompt: text().exactOptional(),
  defaultPrompt: text().default('Say hello and introduce yourself in two sentences.'),
  maxBodyBytes: integer(1, 5_500_000).default(4_194_304),
  maxMessages: integer(1, 10_000).default(200),
  maxTokens: integer(1, 128_000).default(4096),
  prewarm: oneOf('on', 'off').default('on'),
  memoryMb: integer(128, 10_240).default(1024),
  timeoutSeconds: integer(1, 900).default(900),
  integrationTimeoutSeconds: numberFrom(0.05, 900, 'seconds').default(900),
  marginSeconds: numberAbove0('seconds').default(5),
  idleSeconds: numberAbove0('seconds').exactOptional(),
  heartbeatSeconds: numberAbove0UpTo(15, 'seconds').exactOptional(),
  commitAfterSeconds: numberAbove0UpTo(10, 'seconds').default(10),
  bedrockRegion: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region name such as eu-central-1').exactOptional(),
  guardrail: guardrail.exactOptional(),
  endpoint: oneOf('regional', 'edge').default('regional'),
  access: oneOf('key', 'open').default('key'),
  throttleRate: numberAbove0('requests per second').default(20),
  throttleBurst: integerFrom(1).default(40),
  monthlyQuota: integerFrom(1).default(100_000),
  corsOrigin: matching(/^(\*|https?:\/\/[a-z0-9.-]+(:\d+)?)$/i, '* or one origin such as https://example.com').default(
    '*',
  ),
  webPage: oneOf('api', 'none').default('api'),
  logRetentionDays: oneOfNumbers(retentionDays).default(RetentionDays.ONE_MONTH),
  apiGatewayLogRole: oneOf('create', 'existing').default('create'),
  removalPolicy: oneOf('destroy', 'retain').default('destroy'),
  reservedConcurrency: integerFrom(1).exactOptional(),
  alarmTopicArn: matching(
    /^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/,
    'the ARN of an SNS topic',
  ).exactOptional(),
  ttftAlarmSeconds: numberAbove0('seconds').default(10),
});
