import { integerFrom, numberAbove0, oneOf } from './field.ts';
import { setting } from './setting.ts';

export const accessAndCost = {
  access: setting(
    oneOf('key', 'open').default('key'),
    '`key`: callers send an API key. `open`: anyone who knows the URL spends the account’s money; synth warns',
  ),
  throttleRate: setting(
    numberAbove0('requests per second').default(20),
    'requests per second of each key, and of each method for all keys together: more keys don’t make a method faster',
  ),
  throttleBurst: setting(integerFrom(1).default(40), 'how many requests may come at once, of a key and to a method'),
  monthlyQuota: setting(integerFrom(1).default(100_000), 'requests per month and key; access `open` has no quota'),
  reservedConcurrency: setting(
    integerFrom(1).exactOptional(),
    'the most answers at a time, taken from the account’s pool. A new account’s pool may be 10, of which Lambda lets nothing be taken',
  ),
};
