import type { Environment } from '../environment.ts';
import { type Protocol, toEvent } from '../event.ts';
import { type LoadName, toLoad } from '../answer-load.ts';
import type { MeasureName, Reading } from '../measures.ts';
import { median, percentile } from '../statistics.ts';
import type { World } from '../world/world.ts';

/**
 * One round with an environment that has answered before. To be fair, CPU is what the scheduler counted for the whole process,
 * all threads; latency is read from a stamp that Bedrock wrote into each delta, with the clock that all processes share.
 */
export async function measureWarm(
  environment: Environment,
  world: World,
  protocols: readonly Protocol[],
): Promise<Reading> {
  const openBefore = await world.connections();
  const firsts: number[] = [];
  const before = environment.cpuMicros();
  for (let count = 0; count < 10; count += 1) {
    firsts.push((await environment.ask({ event: toEvent('bench.one') })).firstByteMs);
  }
  const requestMicros = (environment.cpuMicros() - before) / 10;
  // The request itself is a connection, too.
  const connections = (await world.connections()) - openBefore - 1;
  // A few milliseconds vary by as many: a ratio of two needs more of them.
  for (let count = 0; count < 30; count += 1) {
    firsts.push((await environment.ask({ event: toEvent('bench.one') })).firstByteMs);
  }
  const bursts: Reading = {};
  for (const protocol of protocols) bursts[names[protocol]] = await cpuPerDelta(environment, 'bench.burst', protocol);
  return { ttfbMs: median(firsts), requestMicros, connections, ...bursts, ...(await measurePaced(environment)) };
}

const names: Readonly<Record<Protocol, MeasureName>> = {
  native: 'burstMicros',
  openai: 'burstOpenaiMicros',
  anthropic: 'burstAnthropicMicros',
};

async function cpuPerDelta(environment: Environment, load: LoadName, protocol: Protocol): Promise<number> {
  const before = environment.cpuMicros();
  await environment.ask({ event: toEvent(load, protocol) });
  return (environment.cpuMicros() - before) / toLoad(load).deltas;
}

async function measurePaced(environment: Environment): Promise<Reading> {
  const latenciesMs: number[] = [];
  const before = environment.cpuMicros();
  const onChunk = (chunk: Buffer, atNs: bigint) => {
    for (const [, stamp = '0'] of chunk.toString().matchAll(/<(\d+)>/g)) {
      latenciesMs.push(Number(atNs - BigInt(stamp)) / 1e6);
    }
  };
  await environment.ask({ event: toEvent('bench.paced'), onChunk });
  return {
    pacedMicros: (environment.cpuMicros() - before) / toLoad('bench.paced').deltas,
    addedP50Ms: percentile(latenciesMs, 50),
    addedP99Ms: percentile(latenciesMs, 99),
  };
}
