import { useEffect, useMemo, useState } from 'preact/hooks';
import type { BudgetLeft } from '../../lambda/chat/budget-left.ts';
import type { Api } from '../api/api.ts';
import type { UseAccess } from '../common/access.ts';
import { BudgetView } from './budget-view.tsx';
import { withBudgetWords } from './budget-words.ts';
import { readBudget } from './read-budget.ts';
import { toTellingApi } from './telling-api.ts';

// Nothing imports it from here: as in compare.tsx, it keeps the page's code in one file.
export { start } from '../start.tsx';

/** What was said last, and to whom: another key has another budget. */
interface Told {
  readonly api: Api;
  readonly budget: BudgetLeft | undefined;
}

/** Shows what is left of the person's budget, if they have one, and knows the words for when nothing is. */
export function withBudget(useAccess: UseAccess): UseAccess {
  return (plain) => {
    const access = useAccess(plain);
    const { api, isIn, speech } = access;
    const [told, setTold] = useState<Told>();
    const telling = useMemo(() => toTellingApi(api, (budget) => setTold({ api, budget })), [api]);
    useEffect(() => {
      if (isIn) void readBudget(api).then((budget) => setTold({ api, budget }));
    }, [api, isIn]);
    return {
      ...access,
      api: telling,
      speech: useMemo(() => withBudgetWords(speech), [speech]),
      budget: isIn && told?.api === api && told.budget && <BudgetView budget={told.budget} />,
    };
  };
}
