import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const made = 'const require = createRequire(import.meta.url);';

/** Lets esbuild see what AgentCore's app requires: it makes a `require` of its own, whose modules would be missing in the bundle. */
export const agentcoreAppPlugin: Plugin = {
  name: 'agentcore-app',
  setup(build) {
    build.onLoad({ filter: /bedrock-agentcore\/dist\/src\/runtime\/app\.js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      if (!code.includes(made))
        return { errors: [{ text: `${path} makes no require any more: leave the plugin out` }] };
      return { contents: code.replace(made, ''), loader: 'js' };
    });
  },
};
