import { protocols } from '../../../lambda/protocols/index.ts';
import { isFunction } from '../rows/parts/proxy-setting.ts';
import type { Settings } from '../settings.ts';
import type { Problem } from './cross-checks.ts';

/** Also what a deployment does not offer now: it may tomorrow. */
const taken = new Set([
  ...protocols.flatMap(({ routes }) => routes.map(({ path }) => `/${path.split('/')[1]}`)),
  '/web',
]);

const loopback = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/;

/** Where a proxy may be, and what it may lead to. */
export function checkProxies({ proxies }: Pick<Settings, 'proxies'>, isLocalStage: boolean): readonly Problem[] {
  return Object.entries(proxies).flatMap(([path, proxy]) => [
    ...(taken.has(path)
      ? [{ name: `proxies.${path}`, value: path, allowed: 'a path that is not one of this API’s own' }]
      : []),
    ...(isFunction(proxy) || proxy.to.startsWith('https:') || (isLocalStage && loopback.test(proxy.to))
      ? []
      : [
          {
            name: `proxies.${path}`,
            value: proxy.to,
            allowed: 'a URL with https; http only for a backend on this machine, on the local stage (npm start)',
          },
        ]),
    ...(isFunction(proxy) && proxy.credential
      ? [
          {
            name: `proxies.${path}.credential`,
            value: proxy.credential.secret,
            allowed: 'nothing: API Gateway calls a function with its own permission',
          },
        ]
      : []),
  ]);
}
