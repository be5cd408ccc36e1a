import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const builtins = new Set(builtinModules);

/**
 * Takes Node's builtins through `process.getBuiltinModule`. An ESM import of node:http creates a facade of all its exports, and
 * reading those loads undici: 33 ms of every cold start, against 3.5 ms this way (docs/decisions/0013).
 *
 * A dynamic import stays one: with splitting it would become a chunk that has a default export only.
 */
export const builtinsPlugin: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_0-9/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      if (!builtins.has(name) || name === 'module') return undefined;
      if (kind === 'dynamic-import') return { path: `node:${name}`, external: true };
      return { path: name, namespace: 'builtin' };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)})`,
      loader: 'js',
    }));
  },
};
