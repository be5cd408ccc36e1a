/** Which days, and how they are printed. Whether they are days is read with the clock that is used then. */
export interface DaysAsked {
  readonly from?: string;
  readonly to?: string;
  readonly isCsv: boolean;
}

/** For `parseArgs`. */
export const daysOptions = {
  from: { type: 'string' },
  to: { type: 'string' },
  csv: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
} as const;

/** Undefined where none of them was given. */
export function readDaysOptions({
  from,
  to,
  csv,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly csv: boolean;
}): DaysAsked | undefined {
  if (from === undefined && to === undefined && !csv) return undefined;
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }), isCsv: csv };
}
