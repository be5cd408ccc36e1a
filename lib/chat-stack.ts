import * as path from 'node:path';
import { Annotations, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessKeys } from './access/access-keys.ts';
import type { UsedAgent } from './agents/read-agents.ts';
import { warnOfLoopback } from './agents/warn-of-loopback.ts';
import { warnOfUnguarded } from './agents/warn-of-unguarded.ts';
import { toApiUrl } from './api/api-url.ts';
import { ChatApi } from './api/chat-api.ts';
import { OwnDomain } from './api/domain.ts';
import type { RoutedProtocol } from './api/routes.ts';
import { toBackend } from './backend/to-backend.ts';
import { toUsedFiles } from './files/used-files.ts';
import { Firewall } from './firewall/firewall.ts';
import { toUsedGuardrail } from './guardrail/used-guardrail.ts';
import { toUsedKnowledge } from './knowledge/used-knowledge.ts';
import { findUnpricedModels } from './models/unpriced-models.ts';
import { addOutputs } from './outputs.ts';
import type { Settings } from './settings/settings.ts';
import { endpointIdleSeconds } from './settings/rows/time.ts';
import { toPageConfig } from './settings/to-page-config.ts';
import { toUsedTable } from './table/used-table.ts';
import { toUsers } from './access/users/users.ts';
import { watch } from './watch.ts';
import { WebPage } from './functions/web-page.ts';

export interface ChatStackProps {
  readonly settings: Settings;
  /** Those that the settings name, loaded: `readAgents`. @default none */
  readonly agents?: readonly UsedAgent[];
  /** The wire protocols whose routes the API has. */
  readonly protocols: readonly RoutedProtocol[];
  /** The folder with one for each function's bundle. @default dist/lambda, as `scripts/build.ts` makes it */
  readonly codePath?: string;
  /** The chat page's bundle. @default dist/web */
  readonly webPath?: string;
}

/** Everything one stage needs. Physical names contain the stage’s, so several stages can exist side by side. */
export class ChatStack extends Stack {
  constructor(scope: Construct, id: string, props: ChatStackProps) {
    super(scope, id, { description: 'Rivulet: a streaming chat API on Amazon Bedrock' });
    const {
      settings,
      agents = [],
      protocols,
      codePath = path.join(built, 'lambda'),
      webPath = path.join(built, 'web'),
    } = props;
    const service = `rivulet-${settings.stage}`;
    const access =
      settings.access === 'key' ? new AccessKeys(this, 'Access', { name: service, plans: settings.plans }) : undefined;
    const keys = access?.byPlan ?? noKeys;
    const users = toUsers(this, settings, service);
    const guardrail = toUsedGuardrail(this, settings, service);
    const table = toUsedTable(this, settings);
    const knowledge = toUsedKnowledge(this, settings, service);
    const files = toUsedFiles(this, settings);
    const backend = toBackend(this, {
      settings,
      service,
      codePath,
      keys,
      agents,
      ...(guardrail && { guardrail }),
      ...(table && { table }),
      ...(knowledge && { knowledge }),
      ...(files && { files }),
      ...(users && { users }),
    });
    const page = settings.webPage === 'api' ? new WebPage(this, 'WebPage', { settings, codePath: webPath }) : undefined;
    const { api, accessLog } = new ChatApi(this, 'ChatApi', {
      settings,
      name: service,
      protocols,
      backend,
      codePath,
      ...(page && { webPage: page }),
      ...(users && { users }),
    });
    const { waf } = settings;
    if (typeof waf === 'object') new Firewall(this, 'Firewall', { api, name: service, rates: waf, settings });
    watch(this, { api, accessLog, backend, service, settings, ...(table && { table }) });
    const { domain, endpoint } = settings;
    const ownDomain = domain && new OwnDomain(this, 'Domain', { api, domain, endpoint });
    const url = toApiUrl(api, settings);
    const signIn = users?.toSignIn(`${url}web`);
    page?.configure(toPageConfig(settings, signIn));
    access?.addPlans({ api, settings });
    addOutputs(this, settings, {
      api,
      url,
      hasPage: page !== undefined,
      agents,
      keys,
      ...(users && { users }),
      ...(ownDomain && { ownDomain }),
      ...(table && { table }),
      ...(knowledge && { knowledge }),
      ...(files && { files }),
    });
    this.#warn(settings);
    warnOfLoopback(this, agents);
    warnOfUnguarded(this, settings);
  }

  #warn(settings: Settings): void {
    const { access, waf, endpoint, throttleRate, heartbeatSeconds } = settings;
    const annotations = Annotations.of(this);
    if (access === 'open') {
      const firewall =
        typeof waf === 'object'
          ? `The firewall holds each address to about ${waf.ipRate} requests in 5 minutes, but not many addresses together`
          : 'There is no firewall: waf is "declined"';
      annotations.addWarningV2(
        'rivulet:open',
        `access is "open": anyone who knows the URL can use the API at this account's cost, up to ${throttleRate} ` +
          `requests per second and method, with no monthly quota. ${firewall}. Set access to "key", "cognito", "oidc" or "iam" to know who calls`,
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
    const unpriced = findUnpricedModels(settings);
    if (unpriced.length > 0) {
      const each = unpriced.map(
        ({ plan, aliases, isUnlimited }) =>
          `plan ${plan}: ${aliases.join(', ')}${isUnlimited ? ' (its budget has no tokens, so these are unlimited)' : ''}`,
      );
      annotations.addWarningV2(
        'rivulet:unpriced',
        `A budget has "usd", but some models that its plan can use have no known price. ${each.join('; ')}. What they use counts ` +
          'as tokens only, and as no dollars. Set their prices in "prices", or give the budget "tokens"',
      );
    }
  }
}

const noKeys: AccessKeys['byPlan'] = new Map();

const built = path.join(import.meta.dirname, '../dist');
