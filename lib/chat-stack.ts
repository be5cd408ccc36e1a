import * as path from 'node:path';
import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib';
import type { IApiKey } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { FirstKeys, UsagePlans } from './api/access-keys.ts';
import { Alarms } from './alarms.ts';
import { ChatApi } from './api/chat-api.ts';
import type { RoutedProtocol } from './api/routes.ts';
import { ChatFunction } from './functions/chat-function.ts';
import type { Settings } from './settings/settings.ts';
import { endpointIdleSeconds } from './settings/rows/time.ts';
import { WebPage } from './functions/web-page.ts';

export interface ChatStackProps {
  readonly settings: Settings;
  /** The wire protocols whose routes the API has. */
  readonly protocols: readonly RoutedProtocol[];
  /** The functions' bundles. @default dist/lambda, as `scripts/build.ts` makes it */
  readonly codePath?: string;
  /** The chat page's bundle. @default dist/web */
  readonly webPath?: string;
}

/** Everything one stage needs. Only the API and the stage have physical names, so several stages can exist side by side. */
export class ChatStack extends Stack {
  constructor(scope: Construct, id: string, props: ChatStackProps) {
    super(scope, id, { description: 'Rivulet: a streaming chat API on Amazon Bedrock' });
    const { settings, protocols, codePath = path.join(built, 'lambda'), webPath = path.join(built, 'web') } = props;
    const service = `rivulet-${settings.stage}`;
    const keys =
      settings.access === 'key'
        ? new FirstKeys(this, 'Access', { name: service, plans: settings.plans }).byPlan
        : noKeys;
    const { function: handler } = new ChatFunction(this, 'Chat', { settings, service, codePath, keys });
    const page = settings.webPage === 'api' && new WebPage(this, 'WebPage', { settings, codePath: webPath });
    const { api } = new ChatApi(this, 'ChatApi', {
      settings,
      name: service,
      protocols,
      handler,
      codePath,
      ...(page && { webPage: page }),
    });
    new Alarms(this, 'Alarms', { api, handler, service, settings });
    new CfnOutput(this, 'Url', { value: api.url });
    if (page) new CfnOutput(this, 'WebPageUrl', { value: `${api.url}web` });
    if (settings.access === 'key') new UsagePlans(this, 'Plans', { api, keys, settings });
    const [first] = keys.values();
    for (const [plan, key] of keys) {
      new CfnOutput(this, key === first ? 'FetchKey' : `FetchKey-${plan}`, { value: toFetchKey(this.region, key) });
    }
    const header = first ? ` --header "x-api-key: $(${toFetchKey(this.region, first)})"` : '';
    new CfnOutput(this, 'Curl', { value: `curl --no-buffer${header} "${api.url}"` });
    this.#warn(settings);
  }

  #warn({ access, endpoint, throttleRate, heartbeatSeconds }: Settings): void {
    const annotations = Annotations.of(this);
    if (access === 'open') {
      annotations.addWarningV2(
        'rivulet:open',
        `access is "open": anyone who knows the URL can use the API at this account's cost, up to ${throttleRate} ` +
          'requests per second and method, with no monthly quota. Set access to "key" to require an API key',
      );
    }
    if (endpoint === 'edge') {
      annotations.addWarningV2(
        'rivulet:edge',
        `endpoint is "edge": API Gateway cuts an answer that is silent for ${endpointIdleSeconds.edge} s. Heartbeats every ` +
          `${heartbeatSeconds} s keep SSE and NDJSON alive. Buffered JSON, and plain text before its first byte, is refused with 504; ` +
          'plain text after its first byte ends with an error in band',
      );
    }
  }
}

const noKeys: FirstKeys['byPlan'] = new Map();

function toFetchKey(region: string, { keyId }: IApiKey): string {
  return `aws apigateway get-api-key --region ${region} --api-key ${keyId} --include-value --query value --output text`;
}

const built = path.join(import.meta.dirname, '../dist');
