import { budgetFailures } from '../../../lambda/config.ts';
import { oneOf } from './field.ts';
import { setting } from './setting.ts';
import { prices } from './parts/price-setting.ts';
import { table } from './parts/place/table-setting.ts';

export const budgetsAndCancel = {
  budgetFailure: setting(
    oneOf(...budgetFailures).default('closed'),
    'what becomes of a request whose [budget](budgets.md) can’t be checked because the table does not answer. `closed`: it is refused with 503. `open`: it is answered, and counted when the table is back in time',
  ),
  cancel: setting(
    oneOf('on', 'off').default('off'),
    'whether callers can [cancel](budgets.md#cancel) their requests, which ends what they cost. It needs callers with names: any `access` but `open`',
  ),
  usage: setting(
    oneOf('on', 'off').default('off'),
    'whether it is [counted](operating.md#usage) what each caller uses in a day, by name: requests, failures, tokens, cost, the median of the first word. Kept for 13 months. It needs callers with names: any `access` but `open`',
  ),
  prices: setting(
    prices.prefault({}),
    'what the tokens of a model cost, by its alias, in place of [the prices that Rivulet knows](budgets.md#prices). `cacheWrite` is for five minutes, `cacheWriteOneHour` for an hour; a part that is left out costs as `input`',
  ),
  table: setting(
    table.prefault({ encryption: 'aws-owned', recovery: 'off' }),
    'how the table is kept that budgets, `cancel`, `usage`, `live` and `conversations` use; a stack with none of them has no table. `encryption`: by a key that AWS owns (free), or by the account’s `aws/dynamodb` key, whose uses CloudTrail shows. `recovery`: the table’s state at any second of the last 35 days can be restored',
  ),
};
