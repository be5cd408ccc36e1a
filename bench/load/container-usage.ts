import { readdirSync, readFileSync } from 'node:fs';

/** What the container's process uses. */
export interface ContainerUsage {
  /** Resident, in MB. */
  readonly mb: number;
  /** Processor time since its start, in s. */
  readonly cpuSeconds: number;
}

const ticksPerSecond = 100;

/** Of the process that runs the container's command below this one, as Linux's /proc has it. Undefined elsewhere. */
export function readContainerUsage(): ContainerUsage | undefined {
  const pid = findProcess();
  if (pid === undefined) return undefined;
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const kb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return { mb: kb / 1024, cpuSeconds: ticks / ticksPerSecond };
}

function findProcess(): string | undefined {
  const pids = read(() => readdirSync('/proc')) ?? [];
  return pids.find((pid) => {
    const parent = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
      ?.split(') ')[1]
      ?.split(' ')[1];
    const command = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '';
    return Number(parent) === process.pid && command.endsWith('index.mjs\0');
  });
}

/** Processes come and go while they are read. */
function read<Value>(take: () => Value): Value | undefined {
  try {
    return take();
  } catch {
    return undefined;
  }
}
