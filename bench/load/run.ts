import { setTimeout as sleep } from 'node:timers/promises';
import { anthropic, native, toClient, type Client } from './clients.ts';
import { type ContainerUsage, readContainerUsage } from './container-usage.ts';
import { findScenario } from './find-scenario.ts';
import { deckSize, longShare, mix, toShare, warmUpShare, type Ending } from './mix.ts';
import type { LoadOptions } from './options.ts';
import { toQuestion } from './paced-model.ts';
import { send } from './send.ts';
import { startLoadStage, type LoadStage } from './start.ts';
import { createTally, type Tally } from './tally.ts';
import { createJudge, type Judge } from './truth.ts';
import type { FunctionSummary } from './function-log.ts';

export interface LoadResult {
  readonly tally: Tally;
  readonly asked: ReadonlyMap<string, number>;
  readonly environments: FunctionSummary;
  /** Of the container, after each tenth of the requests. */
  readonly container: readonly ContainerUsage[];
  /** Without the warm-up. */
  readonly seconds: number;
  /** Processor time of the client, the gateway and the stand-in, which share one process. */
  readonly ownCpuSeconds: number;
  readonly lost: number;
  readonly misreported: number;
}

/** How long after the one before a client begins: people do not all ask in the same moment, and a container has no queue of environments to be started. */
const betweenMs = { lambda: 0, container: 10 } as const;

/** Starts a stage, sends all requests, and checks the answers. Each of so many clients sends its next request as soon as it has its answer. */
export async function runLoad(
  options: LoadOptions,
  onProgress: (done: number) => void = () => undefined,
): Promise<LoadResult> {
  const gatewayRefusals: Ending[] = options.throttleRate === undefined ? [] : [{ outcome: 'refused', status: 429 }];
  const judge = await createJudge(gatewayRefusals, findScenario(options.deltas));
  const tally = createTally();
  const stage = await startLoadStage(options);
  const container: ContainerUsage[] = [];
  const everyTenth = Math.ceil(options.requests / 10);
  const look = (): void =>
    void container.push(
      ...(options.backend === 'container' ? [readContainerUsage()] : []).filter((usage) => usage !== undefined),
    );
  try {
    await warmUp(stage, judge, options);
    const startMs = performance.now();
    const startCpu = process.cpuUsage();
    look();
    let begun = 0;
    let done = 0;
    const askOn = async (number: number): Promise<void> => {
      await sleep(number * betweenMs[options.backend]);
      while (begun < options.requests) {
        const index = begun++;
        const share = options.deltas === undefined ? toShare(index) : longShare;
        const client = toClient(index, deckSize);
        const question = toQuestion(share.scenario, index);
        const answer = await send(stage, client, share.scenario, question);
        tally.add(share, client.name, answer, judge(share, answer), stage.times.get(question));
        done += 1;
        if (done % everyTenth === 0) look();
        onProgress(done);
      }
    };
    await Promise.all(Array.from({ length: options.streams }, (_none, number) => askOn(number)));
    const seconds = (performance.now() - startMs) / 1000;
    return {
      tally,
      asked: stage.asked,
      environments: stage.functionLog.summarize(),
      container,
      seconds,
      ownCpuSeconds: toSeconds(process.cpuUsage(startCpu)),
      lost: (tally.verdicts.get('lost') ?? 0) + (options.requests - done),
      misreported: (tally.verdicts.get('misreported') ?? 0) + countMiscounted(tally, stage.asked),
    };
  } finally {
    await stage.close();
  }
}

/**
 * Starts the environments. So many at once on one machine take longer than a stream waits before it commits to status 200
 * (commitAfterSeconds), and then a refusal has no status any more; on AWS each environment has a processor of its own.
 */
async function warmUp(stage: LoadStage, judge: Judge, { backend, streams }: LoadOptions): Promise<void> {
  const ask = async (client: Client): Promise<void> => {
    const { scenario } = warmUpShare;
    const answer = await send(stage, client, scenario, toQuestion(scenario, 0));
    if (judge(warmUpShare, answer) !== 'right') throw new Error(`the warm-up was answered ${JSON.stringify(answer)}`);
  };
  // From then on, API Gateway has cached the key of the native protocol, and does not call the authorizer for each request.
  await ask(native);
  // First the function's environments, then those of the authorizer, which every Anthropic request calls.
  const atOnce = backend === 'lambda' ? streams : 1;
  for (const client of [native, anthropic]) await Promise.all(Array.from({ length: atOnce }, () => ask(client)));
  stage.asked.clear();
}

function toSeconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

/** How many complete answers there are too many or too few, when the number of calls to Bedrock determines them. */
function countMiscounted({ byScenario }: Tally, asked: ReadonlyMap<string, number>): number {
  const differences = mix.map(({ scenario, isAlternating }) => {
    const complete = byScenario.get(scenario)?.get('complete') ?? 0;
    return isAlternating ? Math.abs(complete - Math.floor((asked.get(scenario) ?? 0) / 2)) : 0;
  });
  return differences.reduce((sum, difference) => sum + difference, 0);
}
