/** The tools of an MCP server, made with `mcp()`. */
export interface McpServer extends McpOptions {
  readonly kind: 'mcp';
}

export interface McpOptions {
  /** Its Streamable HTTP endpoint: https, or http on loopback. */
  readonly url: string;
  readonly auth?: McpAuth;
  /** The names of the tools that the agent may use: at least one. A server's other tools are not there for it. */
  readonly tools: readonly string[];
}

/** How the agent proves itself to the server. Secrets are the names of secrets in AWS Secrets Manager. */
export type McpAuth =
  /** The secret is the header's value. */
  | { readonly header: string; readonly secret: string }
  /** Client credentials (RFC 6749, 4.4). The secret is the client's. It is sent to this token URL only, whatever the server says. */
  | {
      readonly oauth: {
        readonly tokenUrl: string;
        readonly clientId: string;
        readonly secret: string;
        readonly scope?: string;
      };
    }
  /** The function's own role, by AWS Signature Version 4. AgentCore's service is `bedrock-agentcore`. */
  | { readonly sigv4: { readonly service: string; readonly region?: string } };

/** An MCP server whose tools an agent may use. Throws for what can't be, so that a wrong one fails at synth. */
export function mcp(options: McpOptions): McpServer {
  checkUrl('url', options.url);
  const { auth, tools } = options;
  if (auth && 'oauth' in auth) checkUrl('auth.oauth.tokenUrl', auth.oauth.tokenUrl);
  if (tools.length === 0) throw new Error(`mcp ${options.url}: tools must name at least one of the server’s tools`);
  const wrong = tools.find((name, index) => !toolName.test(name) || tools.indexOf(name) !== index);
  if (wrong !== undefined)
    throw new Error(
      `mcp ${options.url}: tools has ${JSON.stringify(wrong)}; each must be there once and have 1 to 64 of A–Z, a–z, 0–9, _ and -, as Bedrock takes it`,
    );
  return { kind: 'mcp', ...options };
}

const toolName = /^[\w-]{1,64}$/;

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

function checkUrl(field: string, url: string): void {
  const { protocol, hostname, username, password } = URL.canParse(url) ? new URL(url) : {};
  const isSafe = protocol === 'https:' || (protocol === 'http:' && hostname !== undefined && loopback.has(hostname));
  if (!isSafe) throw new Error(`mcp: ${field} must be https://…, or http://… on loopback, got ${url}`);
  if (username || password) throw new Error(`mcp: ${field} must have no user name and no password: set auth`);
}

/** Whether only this machine can reach it. */
export function isOnLoopback({ url }: Pick<McpServer, 'url'>): boolean {
  return loopback.has(new URL(url).hostname);
}
