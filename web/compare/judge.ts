import type { Run } from './run.ts';

/** Fewer pieces than this can come together by chance. */
const fewPieces = 8;
/** An answer that flows comes in about as many reads as it has pieces; one that was gathered comes in a few large ones. */
const piecesPerRead = 5;
/** And it comes during the answer, not in a moment at its end. */
const leastSpread = 0.02;

/** Whether something between the function and this browser gathers what should flow. */
export function judge({ pieces, arrivalsMs, answer: { totalMs = 0 } }: Run): 'streams' | 'gathers' | 'unclear' {
  if (pieces < fewPieces) return 'unclear';
  const spreadMs = (arrivalsMs.at(-1) ?? 0) - (arrivalsMs[0] ?? 0);
  const isGathered = pieces > arrivalsMs.length * piecesPerRead || spreadMs < totalMs * leastSpread;
  return isGathered ? 'gathers' : 'streams';
}
