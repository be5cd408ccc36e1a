/** What the function's log shows about its execution environments. */
export interface FunctionSummary {
  /** How many requests were the first of their environment. */
  readonly environments: number;
  readonly maxMemoryMb: number;
  readonly coldStartMs: readonly number[];
  /** Durations as Lambda would bill them, without cold starts. */
  readonly warmBilledMs: readonly number[];
}

export interface FunctionLog {
  readonly take: (line: string) => void;
  readonly summarize: () => FunctionSummary;
}

/** Reads Lambda's REPORT lines of the function that has this much memory: the authorizer has another size. */
export function createFunctionLog(memoryMb: number): FunctionLog {
  const coldStartMs: number[] = [];
  const warmBilledMs: number[] = [];
  let maxMemoryMb = 0;
  return {
    take(line) {
      if (!line.startsWith('REPORT') || numberAfter(line, 'Memory Size') !== memoryMb) return;
      const initMs = numberAfter(line, 'Init Duration');
      if (initMs === undefined) warmBilledMs.push(numberAfter(line, 'Billed Duration') ?? 0);
      else coldStartMs.push(initMs);
      maxMemoryMb = Math.max(maxMemoryMb, numberAfter(line, 'Max Memory Used') ?? 0);
    },
    summarize: () => ({ environments: coldStartMs.length, maxMemoryMb, coldStartMs, warmBilledMs }),
  };
}

function numberAfter(line: string, name: string): number | undefined {
  const [, digits] = new RegExp(`\\t${name}: ([\\d.]+)`).exec(line) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
