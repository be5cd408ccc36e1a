import { toLoad } from '../answer-load.ts';
import { type Environment, startEnvironment } from '../environment.ts';
import { toEvent } from '../event.ts';
import type { Reading } from '../measures.ts';
import { median } from '../statistics.ts';
import { ours, type Subject } from '../subjects.ts';
import type { World } from '../world/world.ts';
import type { CpuShare } from './cold.ts';

/** A new process and its first question. To be fair, the clock starts before the process, and all of its threads count. */
export async function measureFirstQuestion(subject: Subject, world: World, share?: CpuShare): Promise<Reading> {
  const environment = await startEnvironment(subject, world.variables, share ? { prefix: share.prefix } : {});
  try {
    const beforeMicros = environment.cpuMicros();
    const firstByteMs = await ask(subject, environment);
    const totalMs = environment.initMs + firstByteMs;
    if (share) return { agentFirstMs058: firstByteMs, agentTotalMs058: totalMs };
    const micros = environment.cpuMicros();
    return {
      agentFirstMs: firstByteMs,
      agentTotalMs: totalMs,
      agentFirstCpuMs: (micros - beforeMicros) / 1000,
      agentTotalCpuMs: micros / 1000,
    };
  } finally {
    await environment.stop();
  }
}

const questions = 100;

/** One round with an environment that has answered before. */
export async function measureWarmAgent(subject: Subject, environment: Environment): Promise<Reading> {
  const firsts: number[] = [];
  const before = environment.cpuMicros();
  for (let count = 0; count < questions; count += 1) firsts.push(await ask(subject, environment));
  return { agentTtfbMs: median(firsts), agentRequestMicros: (environment.cpuMicros() - before) / questions };
}

/** Our bundle without agents is asked for the model, all others for the agent. @returns the ms to the first byte */
async function ask(subject: Subject, environment: Environment): Promise<number> {
  let answer = '';
  const { firstByteMs } = await environment.ask({
    event: toEvent(subject === ours ? 'bench.one' : 'assistant'),
    onChunk: (chunk) => (answer += chunk.toString()),
  });
  // A failure comes fast.
  if (answer !== toLoad('bench.one').text) throw new Error(`it answered ${JSON.stringify(answer)}`);
  return firstByteMs;
}
