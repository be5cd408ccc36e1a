import type { Run } from './run.ts';

/** Fewer pieces than this can arrive together by chance. */
const fewPieces = 8;
/** A streamed answer arrives in about as many reads as it has pieces; a buffered one arrives in a few large reads. */
const piecesPerRead = 5;
/** And it arrives during the whole time, not in one moment at the end. */
const leastSpread = 0.02;

/** Whether something between the function and this browser buffers what should stream. */
export function judge({ pieces, arrivalsMs, answer: { totalMs = 0 } }: Run): 'streams' | 'gathers' | 'unclear' {
  if (pieces < fewPieces) return 'unclear';
  const spreadMs = (arrivalsMs.at(-1) ?? 0) - (arrivalsMs[0] ?? 0);
  const isGathered = pieces > arrivalsMs.length * piecesPerRead || spreadMs < totalMs * leastSpread;
  return isGathered ? 'gathers' : 'streams';
}
