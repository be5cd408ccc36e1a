import { waysIn } from '../../../lambda/access/way-in.ts';
import { integerFrom, numberAbove0, oneOf } from './field.ts';
import { iamCallers } from './parts/access/iam-callers-setting.ts';
import { oidc } from './parts/access/oidc-setting.ts';
import { plans } from './parts/access/plan-setting.ts';
import { setting } from './setting.ts';
import { userPool } from './parts/access/user-pool-setting.ts';
import { waf } from './parts/access/waf-setting.ts';

export const accessAndCost = {
  access: setting(
    oneOf(...waysIn).default('key'),
    '[which to choose](access.md). `key`: callers send an API key. `cognito`: people sign in. `oidc`: people or programs bring a token of another issuer. `iam`: requests are signed with AWS credentials. `open`: anyone who knows the URL can spend the account’s money: it needs `waf`, and synth warns',
  ),
  waf: setting(
    waf.default('none'),
    'a [firewall](access.md#a-firewall-in-front) in front of the API, at about $9 to $11 a month: how many requests each address and each key or token may send in 5 minutes. `declined`: none, also with `access: open`',
  ),
  userPool: setting(
    userPool.default('create'),
    'with `access: cognito`, whose users may call: those of a pool that the stack [makes](access.md#cognito), or of [one that exists](access.md#a-pool-that-exists)',
  ),
  oidc: setting(
    oidc.exactOptional(),
    'with `access: oidc`, [whose tokens](access.md#oidc) are good, and what they must say; `page`: the client as which the [chat page](web-page.md#signing-in) signs in there',
  ),
  iamCallers: setting(
    iamCallers.prefault([]),
    'with `access: iam`, who may call from [other accounts](access.md#callers-of-other-accounts). Callers of the stack’s own account need only a policy of their own',
  ),
  plans: setting(
    plans.prefault({ standard: {} }),
    'what groups of callers may do: [plans](access.md#plans). The first plan is that of callers who have no other',
  ),
  throttleRate: setting(
    numberAbove0('requests per second').default(20),
    'requests per second for each key, and for each method across all keys: more keys don’t raise a method’s limit',
  ),
  throttleBurst: setting(
    integerFrom(1).default(40),
    'how many requests may arrive at once, for each key and for each method',
  ),
  monthlyQuota: setting(
    integerFrom(1).default(100_000),
    'requests per month for each key, unless its plan says otherwise; without keys (any other `access` than `key`) there is no quota',
  ),
  reservedConcurrency: setting(
    integerFrom(1).exactOptional(),
    'the most answers at a time, reserved from the account’s pool. A new account’s pool may be only 10, and Lambda lets you reserve none of it',
  ),
};
