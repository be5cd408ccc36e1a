import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSubjects } from './build.ts';
import { type Environment, startEnvironment } from './environment.ts';
import { measureFirstQuestion, measureWarmAgent } from './measure/agent.ts';
import { makeShare, measureCold } from './measure/cold.ts';
import { measureMemory } from './measure/memory.ts';
import { measureWarm } from './measure/warm.ts';
import { toAgentsMarkdown } from './report/agents.ts';
import { toChart } from './report/chart.ts';
import { toResults } from './report/results.ts';
import { toMarkdown } from './report/to-markdown.ts';
import type { Reading } from './measures.ts';
import { agentSubjects, ours, type Subject, subjects } from './subjects.ts';
import { createTurns, type Turns } from './turns.ts';
import { startWorld, type World } from './world/world.ts';

const rounds = 5;
const say = (text: string) => process.stderr.write(`${text}\n`);

/**
 * `npm run bench`: every subject in one run. The subjects take turns within each round, so that whatever the machine does
 * meanwhile, it does to all of them. With `only`, what was measured is printed and not written.
 */
export async function run({ only }: { readonly only?: 'agents' } = {}): Promise<void> {
  const turns = createTurns(say);
  say('bundling');
  for (const [subject, sizes] of await buildSubjects()) await turns.take(subject, 'size', async () => sizes);
  const world = await startWorld();
  try {
    if (!only) {
      await measureColdStarts(world, turns);
      await measureWarmOnes(world, turns);
      await measureMemories(world, turns);
    }
    await measureAgents(world, turns);
  } finally {
    await world.stop();
  }
  const results = toResults(turns.readings, rounds, turns.skipped);
  if (only) {
    process.stdout.write(toAgentsMarkdown(results));
    return;
  }
  await writeFile(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  await writeFile(path.join(import.meta.dirname, 'RESULTS.md'), toMarkdown(results));
  await writeFile(path.join(import.meta.dirname, 'chart.svg'), toChart(results));
  process.stdout.write(toMarkdown(results));
}

async function measureColdStarts(world: World, turns: Turns): Promise<void> {
  for (const share of [undefined, makeShare('058'), makeShare('029')]) {
    for (let round = 1; round <= rounds; round += 1) {
      const title = `cold starts${share ? ` at 0.${share.suffix.slice(1)} vCPU` : ''}, round ${round}`;
      say(title);
      for (const subject of subjects) await turns.take(subject, title, () => measureCold(subject, world, share));
    }
    share?.remove();
  }
  if (!turns.readings.get(ours)?.some((reading) => 'coldTotalMs029' in reading)) {
    turns.skipped.push('shares of a CPU: this process is not allowed to create cgroups');
  }
}

async function measureWarmOnes(world: World, turns: Turns): Promise<void> {
  await takeWarmTurns('warm', subjects, world, turns, (subject, environment) => {
    const protocols = subject === ours ? (['native', 'openai', 'anthropic'] as const) : (['native'] as const);
    return measureWarm(environment, world, protocols);
  });
}

type MeasureOne = (subject: Subject, environment: Environment) => Promise<Reading>;

async function takeWarmTurns(
  what: string,
  measured: readonly Subject[],
  world: World,
  turns: Turns,
  measure: MeasureOne,
): Promise<void> {
  const environments = new Map<Subject, Environment>();
  try {
    for (const subject of measured) {
      await turns.take(subject, 'start', async () => {
        environments.set(subject, await startEnvironment(subject, world.variables));
        return {};
      });
    }
    // The first round is a warm-up for the compiler.
    for (let round = 0; round <= rounds; round += 1) {
      const title = `${what}, round ${round}`;
      say(title);
      for (const [subject, environment] of environments) {
        await turns.take(subject, title, async () => {
          const reading = await measure(subject, environment);
          return round > 0 ? reading : {};
        });
      }
    }
  } finally {
    for (const environment of environments.values()) await environment.stop();
  }
}

/** All at once: only memory is measured, which they don't share. */
async function measureMemories(world: World, turns: Turns): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    const title = `memory, round ${round}`;
    say(title);
    await Promise.all(subjects.map((subject) => turns.take(subject, title, () => measureMemory(subject, world))));
  }
}

/** The first questions of new environments, and then questions of environments that have answered some. */
async function measureAgents(world: World, turns: Turns): Promise<void> {
  for (const share of [undefined, makeShare('058')]) {
    for (let round = 1; round <= rounds; round += 1) {
      const title = `first questions for agents${share ? ' at 0.58 vCPU' : ''}, round ${round}`;
      say(title);
      for (const subject of agentSubjects) {
        await turns.take(subject, title, () => measureFirstQuestion(subject, world, share));
      }
    }
    share?.remove();
  }
  await takeWarmTurns('warm agents', agentSubjects, world, turns, measureWarmAgent);
}
