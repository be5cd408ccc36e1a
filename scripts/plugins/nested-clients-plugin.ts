import type { Plugin } from 'esbuild';

const nestedClient = /^@aws-sdk\/nested-clients\/([\w-]+)$/;

/** The SDK's clients that fetch credentials, which Lambda already has, by the names they are bundled under. */
export const nestedClients = Object.fromEntries(
  ['sts', 'sso', 'sso-oidc', 'signin'].map((name) => [toFile(name), `@aws-sdk/nested-clients/${name}`]),
);

/**
 * Puts those clients into a separate bundle. In the function's bundle they would be loaded on demand, too, but what only they
 * use of a shared file would be loaded at init: 16 kB of XML and query strings (docs/decisions/0013).
 */
export const nestedClientsPlugin: Plugin = {
  name: 'nested-clients',
  setup(build) {
    build.onResolve({ filter: nestedClient }, ({ path }) => {
      const file = toFile(nestedClient.exec(path)?.[1] ?? '');
      if (Object.hasOwn(nestedClients, file)) return { path: `./${file}.mjs`, external: true };
      return { errors: [{ text: `the SDK has a client that nestedClients does not list: ${path}` }] };
    });
  },
};

function toFile(name: string): string {
  return `nested-client-${name}`;
}
