import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Backend } from '../backend/backend.ts';
import type { WebPage } from '../functions/web-page.ts';
import type { Settings } from '../settings/settings.ts';
import type { Users } from '../access/users/users.ts';
import { toAuthorization } from '../access/authorization.ts';
import { addProxies } from '../proxies/add-proxies.ts';
import { addGatewayResponses } from './static/gateway-responses.ts';
import { addRestApi } from './rest-api.ts';
import { addRoutes, offeredProtocols, type RoutedProtocol } from './routes.ts';
import { addUnknownPaths } from './static/unknown-paths.ts';

export interface ChatApiProps {
  readonly settings: Settings;
  readonly name: string;
  readonly protocols: readonly RoutedProtocol[];
  readonly backend: Backend;
  /** The folder with one for each function's bundle. */
  readonly codePath: string;
  readonly webPage?: WebPage;
  /** With `access: cognito`. */
  readonly users?: Users;
}

/** The REST API: one STREAM method per route of the protocols, and static answers for everything else. */
export class ChatApi extends Construct {
  readonly api: RestApi;
  /** Has a line for each request. */
  readonly accessLog: ILogGroup;

  constructor(scope: Construct, id: string, props: ChatApiProps) {
    super(scope, id);
    const { settings, name, protocols, backend, codePath, webPage, users } = props;
    ({ api: this.api, accessLog: this.accessLog } = addRestApi(this, name, settings));
    addGatewayResponses(this.api, settings);
    const offered = offeredProtocols(protocols, settings);
    // A proxy takes a key in either header, as its clients are not known.
    const ofProxies = Object.keys(settings.proxies).length > 0 ? (['either'] as const) : [];
    const headers = [...offered.map(({ keyHeader }) => keyHeader), ...ofProxies];
    const authorization = toAuthorization(this, { settings, codePath, headers, ...(users && { users }) });
    const requestHeaders = [
      ...offered.flatMap((protocol) => protocol.requestHeaders),
      // Of what signs in a browser.
      ...(settings.access === 'iam' ? ['x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'] : []),
    ];
    addRoutes(this.api, { protocols: offered, requestHeaders, backend, authorization, settings });
    addProxies(this.api, { settings, authorization, requestHeaders });
    webPage?.addRoutes(this.api);
    addUnknownPaths(this.api, settings.corsOrigins, requestHeaders);
  }
}
