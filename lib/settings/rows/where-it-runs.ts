import { integer, matching, numberAbove0, oneOf, oneOfNumbers } from './field.ts';
import { domain } from './parts/place/domain-setting.ts';
import { guardrail } from './parts/guardrail/guardrail-setting.ts';
import { privateEndpoint } from './parts/place/private-setting.ts';
import { setting } from './setting.ts';

/** What CloudWatch Logs accepts (PutRetentionPolicy). aws-cdk-lib has this list too, but takes half a second to load. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 9999,
];

export const whereItRuns = {
  stage: setting(
    matching(/^[a-z][a-z0-9-]{0,19}$/, 'a lower-case letter and up to 19 lower-case letters, digits or dashes').default(
      'dev',
    ),
    'the API’s stage and the end of the stack’s name; stages live side by side in one account',
  ),
  endpoint: setting(
    oneOf('regional', 'edge').default('regional'),
    'the type of the API’s endpoint: in its region only, or edge-optimized, which callers reach through CloudFront. An edge-optimized API may be silent for only 30 s instead of 5 min; synth warns',
  ),
  domain: setting(
    domain.exactOptional(),
    '[a domain of your own](operating.md#a-domain-of-your-own) for the API and the page; the address that AWS gives the API is turned off then',
  ),
  private: setting(
    privateEndpoint.exactOptional(),
    'makes the API [private](operating.md#a-private-api): only requests through these VPC endpoints reach it',
  ),
  bedrockRegion: setting(
    matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region name such as eu-central-1').exactOptional(),
    'the region where Bedrock is called; client, endpoint and permissions follow it',
    'the stack’s',
  ),
  guardrail: setting(
    guardrail.exactOptional(),
    'a Bedrock [guardrail](#guardrails) that checks every prompt and answer: one that exists, or one that the stack makes. `mode` is `sync` (the default: no text leaves unchecked) or `async`',
  ),
  live: setting(
    oneOf('on', 'off').default('off'),
    'whether names, plans, prices and the system prompt can be [changed without a deployment](operating.md#changing-names-and-plans-while-it-runs), by `npm run live`',
  ),
  prewarm: setting(
    oneOf('on', 'off').default('on'),
    'whether an execution environment warms up when it starts, so that its first request need not wait: one warm-up request with a made-up answer, one connection to Bedrock. No model is called',
  ),
  memoryMb: setting(
    integer(128, 10_240).default(1024),
    'the function’s memory; its share of CPU grows with it. New accounts may be limited to 3008',
  ),
  logRetentionDays: setting(
    oneOfNumbers(retentionDays).default(30),
    'how long the function’s log and the access log are kept',
  ),
  apiGatewayLogRole: setting(
    oneOf('create', 'existing').default('create'),
    'API Gateway writes logs with one role per account and region. `create` creates it, **replacing the one that all APIs of the region use**, and keeps it on destroy; `existing` uses the one that is there',
  ),
  removalPolicy: setting(
    oneOf('destroy', 'retain').default('destroy'),
    'what happens to the log groups, to the user pool with its users, to the table with its items, and to documents, vectors and files, when the stack no longer has them: `destroy` deletes them, but for [a bucket that is not empty](knowledge.md#what-is-stored-where-and-how-to-delete-it)',
  ),
  alarmTopicArn: setting(
    matching(/^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/, 'the ARN of an SNS topic').exactOptional(),
    'the SNS topic that the alarms notify',
  ),
  ttftAlarmSeconds: setting(
    numberAbove0('seconds').default(10),
    'alarm when the 95th percentile of the time to first token is above this',
  ),
  dashboard: setting(
    oneOf('on', 'off').default('off'),
    'whether CloudWatch has a [dashboard](operating.md#the-dashboard) of the stage, about $3 a month, and [queries](operating.md#saved-queries) of its logs',
  ),
};
