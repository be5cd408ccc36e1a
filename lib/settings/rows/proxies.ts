import { proxies as byPath } from './parts/proxy-setting.ts';
import { setting } from './setting.ts';

export const proxies = {
  proxies: setting(
    byPath.default({}),
    '[backends of your own](backends.md), each at a path of this API: streamed, and behind the same keys, plans, domain and log',
  ),
};
