/** An operation of AgentCore's data plane, and what it is asked of. */
export interface Route {
  readonly operation: 'invoke' | 'stop';
  /** Decoded. */
  readonly arn: string;
  /** Of the runtime's endpoint that is asked: an app stands for one. */
  readonly endpoint: string;
  readonly region: string;
}

const operations = new Map<string, Route['operation']>([
  ['invocations', 'invoke'],
  ['stopruntimesession', 'stop'],
]);

/** An endpoint of a runtime, by what AgentCore calls the one that each has. */
export function toEndpoint(arn: string, qualifier = 'DEFAULT'): string {
  return `${arn}/runtime-endpoint/${qualifier}`;
}

/** Undefined for every other operation. */
export function toRoute(method: string, url: string): Route | undefined {
  const { id = '', name = '' } = /^\/runtimes\/(?<id>[^/?]+)\/(?<name>[a-z]+)(?:\?|$)/.exec(url)?.groups ?? {};
  const operation = operations.get(name);
  if (method !== 'POST' || !operation || !URL.canParse(`http://a/${id}`)) return undefined;
  const arn = id.replaceAll(/%[0-9A-F]{2}/gi, (escaped) => String.fromCodePoint(parseInt(escaped.slice(1), 16)));
  const [, , , region = ''] = arn.split(':');
  const qualifier = URL.parse(url, 'http://a')?.searchParams.get('qualifier') ?? undefined;
  return { operation, arn, endpoint: toEndpoint(arn, qualifier), region };
}
