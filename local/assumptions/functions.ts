import type { Assumption } from './assumption.ts';

/** How Lambda runs and bills a function. */
export const aboutFunctions = [
  {
    id: 'init-is-billed',
    claim: 'Billed Duration includes the init phase of a cold start.',
    evidence: 'documented',
    reference: 'https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/',
  },
  {
    id: 'environment-reuse',
    claim: 'An environment that has just answered gets the next request. One environment runs one request at a time.',
    evidence: 'undocumented',
  },
] as const satisfies readonly Assumption[];
