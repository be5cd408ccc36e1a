import { createServer, type RequestListener } from 'node:http';
import { type FindContainer, noContainers } from '../containers/start-containers.ts';
import type { Invocation } from '../lambda/invocation.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { LocalApi } from '../template/model.ts';
import { toAccessLogLine } from './access-log.ts';
import { answer, type GatewayState } from './answer.ts';
import { createAuthorize } from './access/authorizer.ts';
import { createCheckToken } from './access/check-token.ts';
import { beginExchange } from './exchange.ts';
import { toGatewayLimits, type GatewayLimits } from './limits.ts';
import { createUsage, type Clock } from './access/usage.ts';

export interface GatewayOptions {
  readonly api: LocalApi;
  readonly invoke: (functionId: string, event: object) => Invocation;
  /** @default there are none */
  readonly containers?: FindContainer;
  /** 0 takes any free port. */
  readonly port: number;
  /** Overrides of AWS's limits: tests don't wait five minutes. */
  readonly limits?: Partial<GatewayLimits>;
  readonly clock?: Clock;
  /** Where the public keys of each user pool are, by its id. */
  readonly keysUrls?: ReadonlyMap<string, string>;
  /** The APIs of the stack's services, by the names that requests are signed for. */
  readonly services?: ReadonlyMap<string, RequestListener>;
  /** Receives the access log, when the template has a format for it. */
  readonly logAccess?: (line: string) => void;
  /** Receives what should never happen: an error of the stage itself. */
  readonly logError: (line: string) => void;
}

export interface Gateway {
  /** Of the stage, or of its domain, with a slash at the end. */
  readonly url: string;
  readonly close: () => void;
}

/** Node's own limit on headers must not come before API Gateway's. */
const maxHeaderSize = 64 * 1024;

/** API Gateway in front of the functions, on loopback. Rejects with EADDRINUSE for a taken port. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { api, invoke, clock = { now: Date.now }, logAccess, logError, keysUrls = new Map<string, string>() } = options;
  const [keysUrl] = keysUrls.values();
  const state: GatewayState = {
    api,
    invoke,
    containers: options.containers ?? noContainers,
    limits: { ...toGatewayLimits(api.endpointType), ...options.limits },
    checks: {
      authorize: createAuthorize(invoke, clock),
      checkToken: createCheckToken(api.userPools, keysUrls, clock),
      usage: createUsage(api, clock),
      clock,
    },
    services: options.services ?? new Map<string, RequestListener>(),
    ...(keysUrl !== undefined && { issuerUrl: new URL(keysUrl).origin }),
  };
  const server = createServer({ maxHeaderSize, requestTimeout: 0 }, (request, response) => {
    const exchange = beginExchange(api, request, response);
    response.once('close', () => {
      if (api.accessLogFormat !== undefined) logAccess?.(toAccessLogLine(api.accessLogFormat, exchange));
    });
    answer(state, exchange).catch((error: unknown) => {
      // A client that leaves while it is still sending is not an error.
      if (!request.destroyed || request.complete) logError(`the local stage failed: ${toStack(error)}`);
      response.destroy();
    });
  });
  const port = await listenOnLoopback(server, options.port);
  return {
    url: `http://127.0.0.1:${port}/${api.domainName === undefined ? `${api.stageName}/` : ''}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function toStack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
