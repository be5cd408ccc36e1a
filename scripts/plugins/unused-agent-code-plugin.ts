import type { Plugin } from 'esbuild';

/**
 * Files that an agent's packages import and no agent here uses: by the end of the file's path, the stub that replaces it. A stub throws if it is
 * used anyway.
 *
 * - Strands' own client of Bedrock, with the SDK: agents think with the function's (lambda/agents/strands/host-model.ts)
 * - Strands' client of MCP servers: agents have their own (lambda/agents/mcp), loaded where an agent has a server
 * - what MCP's client signs in with: the server says where, and so where the client's secret is sent
 * - its check of structured results against the server's own schema: they are bounded as text
 * - the languages of zod's messages: a model reads English
 */
const stubs: readonly (readonly [end: string, contents: string])[] = [
  ['@strands-agents/sdk/dist/src/models/bedrock.js', `export ${toClass('BedrockModel')}`],
  ['@strands-agents/sdk/dist/src/mcp/client.js', `export ${toClass('McpClient')}`],
  ['@strands-agents/sdk/dist/src/mcp/config.js', 'export const mcpServerLoader = { set() {} };'],
  ['@strands-agents/sdk/dist/src/mcp/config.node.js', 'export const resolveServerConfigs = undefined;'],
  [
    '@modelcontextprotocol/sdk/dist/esm/client/auth.js',
    `export ${toClass('UnauthorizedError', 'extends Error')}
     export const auth = () => { ${unused('auth')} };
     export const extractWWWAuthenticateParams = () => ({});`,
  ],
  [
    '@modelcontextprotocol/sdk/dist/esm/validation/ajv-provider.js',
    `export class AjvJsonSchemaValidator { getValidator() { ${unused('AjvJsonSchemaValidator')} } }`,
  ],
  ['zod/v4/locales/index.js', "export { default as en } from './en.js';"],
];

function toClass(name: string, heritage = ''): string {
  const parent = heritage === '' ? '' : 'super();';
  return `class ${name} ${heritage} { constructor() { ${parent} ${unused(name)} } }`;
}

function unused(name: string): string {
  return `throw new Error('scripts/plugins/unused-agent-code-plugin.ts leaves ${name} out');`;
}

/** Leaves these files out of the agents' bundle: half of what the first question for one compiles (docs/decisions/0045). */
export const unusedAgentCodePlugin: Plugin = {
  name: 'unused-agent-code',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/](@strands-agents|@modelcontextprotocol|zod)[\\/].*\.js$/ }, ({ path }) => {
      const [, contents] = stubs.find(([end]) => path.replaceAll('\\', '/').endsWith(end)) ?? [];
      return contents === undefined ? undefined : { contents, loader: 'js' };
    });
  },
};
