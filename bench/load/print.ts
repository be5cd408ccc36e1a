import { cpus, totalmem } from 'node:os';
import type { Histogram } from 'node:perf_hooks';
import type { LoadOptions } from './options.ts';
import type { LoadResult } from './run.ts';

/** All results, as tables. */
export function printResult({ backend, requests, streams }: LoadOptions, result: LoadResult): void {
  const { tally, asked, environments, seconds, ownCpuSeconds, lost, misreported } = result;
  const labels = [...new Set([...tally.byScenario.values()].flatMap((counts) => [...counts.keys()]))].toSorted();
  const scenarios = [...tally.byScenario].map(([scenario, byLabel]) => {
    const counts = labels.map((label) => [label, byLabel.get(label) ?? 0]);
    return [scenario, { ...Object.fromEntries(counts), 'asked of Bedrock': asked.get(scenario) ?? 0 }] as const;
  });
  const outcome = (name: string): number => tally.outcomes.get(name) ?? 0;
  console.log(
    `\n${requests} requests, ${streams} at once, in ${seconds.toFixed(1)} s (${(requests / seconds).toFixed(1)}/s)`,
  );
  console.log(`${toMachine()}. Client, gateway, Bedrock stand-in and all that answers share it.\n`);
  console.table(Object.fromEntries(scenarios));
  console.table({
    sent: requests,
    complete: outcome('complete'),
    'refused with a status': outcome('refused'),
    'failed in band': outcome('failed'),
    lost,
    misreported,
  });
  console.table({
    'time to first text, ms': toPercentiles(tally.firstTextUs),
    'the same after a retry by the SDK, ms': toPercentiles(tally.retriedFirstTextUs),
    ...(tally.addedUs.count > 0 && { 'of it added to the model’s own time, ms': toPercentiles(tally.addedUs) }),
    'between two pieces of text, ms': toPercentiles(tally.gapUs),
  });
  if (backend === 'lambda') printEnvironments(environments);
  else printContainer(result, { requests, streams });
  console.log(`client, gateway and stand-in took ${ownCpuSeconds.toFixed(1)} s of one processor`);
  for (const example of tally.examples) console.log(example);
}

function printEnvironments(environments: LoadResult['environments']): void {
  console.log(
    `${environments.environments} execution environments, each with one stream at a time; ` +
      `${median(environments.coldStartMs).toFixed(0)} ms to start (median), at most ${environments.maxMemoryMb} MB; ` +
      `${median(environments.warmBilledMs)} ms billed (median, warm)`,
  );
}

/** After each tenth: what grows with the number of answers would show. */
function printContainer(
  { container, seconds }: LoadResult,
  { requests, streams }: Pick<LoadOptions, 'requests' | 'streams'>,
): void {
  const [first, ...others] = container;
  const last = others.at(-1);
  if (!first || !last) return console.log('memory and processor time of the container are known on Linux only');
  const cpuSeconds = last.cpuSeconds - first.cpuSeconds;
  const perVcpu = Math.floor((streams * seconds) / cpuSeconds);
  console.log(`memory of the container, MB, after each tenth: ${container.map(({ mb }) => mb.toFixed(0)).join(' ')}`);
  console.log(
    `the container took ${cpuSeconds.toFixed(1)} s of one processor, ${((cpuSeconds * 1000) / requests).toFixed(2)} ms an answer: ` +
      `${perVcpu} such streams keep one busy`,
  );
}

function toMachine(): string {
  const all = cpus();
  return `Node ${process.versions.node}, ${all.length} × ${all[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

function toPercentiles(us: Histogram): Readonly<Record<string, number>> {
  const ms = (percent: number): number => Math.round(us.percentile(percent) / 100) / 10;
  return { p50: ms(50), p95: ms(95), p99: ms(99) };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
