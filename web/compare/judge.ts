import type { Run } from './run.ts';

/** Fewer pieces than this can come together by chance. */
const fewPieces = 8;
/** An answer that flows comes in about as many reads as it has pieces; one that was gathered comes in a few large ones. */
const piecesPerRead = 5;

/** Whether something between the function and this browser gathers what should flow. */
export function judge({ pieces, arrivalsMs }: Run): 'streams' | 'gathers' | 'unclear' {
  if (pieces < fewPieces) return 'unclear';
  return pieces > arrivalsMs.length * piecesPerRead ? 'gathers' : 'streams';
}
