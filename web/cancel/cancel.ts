import { useMemo } from 'preact/hooks';
import type { UseAccess } from '../common/access.ts';
import { toCancellingApi } from './cancelling-api.ts';

// Nothing imports it from here: as in compare.tsx, it keeps the page's code in one file.
export { start } from '../start.tsx';

/** Whatever stops an answer of this page also ends what it costs. */
export function withCancel(useAccess: UseAccess): UseAccess {
  return (speech) => {
    const access = useAccess(speech);
    const api = useMemo(() => toCancellingApi(access.api), [access.api]);
    return { ...access, api };
  };
}
