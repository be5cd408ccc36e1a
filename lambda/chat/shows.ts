/** What callers are shown of an agent's tools. `calls`: which tools are called with what, and whether they fail. `everything`: what they return, too. */
export const shows = ['nothing', 'calls', 'everything'] as const;
export type Shows = (typeof shows)[number];

interface Marks {
  /** Of blocks: a call, or what came of one. */
  readonly step: { readonly isHidden?: true };
  /** Of what a tool returned. */
  readonly result: { readonly isHidden?: true };
}

/** How what is not shown is marked. */
export function marksOf(shown: Shows): Marks {
  return {
    step: shown === 'nothing' ? { isHidden: true } : {},
    result: shown === 'everything' ? {} : { isHidden: true },
  };
}
