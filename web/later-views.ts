import { laterView } from './common/later-view.tsx';

export const LaterCompare = laterView(() => import('./compare/compare.tsx'));
export const LaterUsage = laterView(() => import('./usage/usage.tsx'));
