import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** From its own package.json, the SDK needs only the version, for the User-Agent. */
export const versionOnlyPlugin: Plugin = {
  name: 'version-only',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, ({ path }) => {
      const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
