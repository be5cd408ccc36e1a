import type { LocalApi } from '../../template/model.ts';
import type { Service } from '../service.ts';
import { startIssuer } from './server.ts';

/** Needed when the stack makes a user pool. Nobody at AWS is asked who anyone is. */
export const cognito: Service = {
  isNeeded: ({ api }) => api.userPools.length > 0,

  async start({ api }) {
    const [pool, ...others] = api.userPools;
    if (!pool || others.length > 0) throw new Error("the local stage can't emulate more than one user pool");
    const { url, close } = await startIssuer(pool);
    const keysUrl = `${url}/${pool.id}/.well-known/jwks.json`;
    return {
      // A container reads the keys, too.
      variables: { ...toPageVariables(api, url), RIVULET_USERS_KEYS: keysUrl },
      keysUrls: new Map([[pool.id, keysUrl]]),
      close,
    };
  },
};

const pageVariable = 'RIVULET_WEB_CONFIG';

/** The page signs in here, not where the deployment's would. */
function toPageVariables({ functions }: LocalApi, url: string): Record<string, string> {
  const written = functions.find(({ environment }) => environment[pageVariable] !== undefined)?.environment[
    pageVariable
  ];
  if (written === undefined) return {};
  const config: { readonly signIn: object } = JSON.parse(written);
  return { [pageVariable]: JSON.stringify({ ...config, signIn: { ...config.signIn, domain: url } }) };
}
