import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSubjects } from './build.ts';
import { type Environment, startEnvironment } from './environment.ts';
import { makeShare, measureCold } from './measure/cold.ts';
import { measureMemory } from './measure/memory.ts';
import { measureWarm } from './measure/warm.ts';
import { toChart } from './report/chart.ts';
import { toResults } from './report/results.ts';
import { toMarkdown } from './report/to-markdown.ts';
import { ours, type Subject, subjects } from './subjects.ts';
import { createTurns, type Turns } from './turns.ts';
import { startWorld, type World } from './world/world.ts';

const rounds = 5;
const say = (text: string) => process.stderr.write(`${text}\n`);

/**
 * `npm run bench`: every subject in one run. The subjects take turns within each round, so that whatever the machine does
 * meanwhile, it does to all of them.
 */
export async function run(): Promise<void> {
  const turns = createTurns(say);
  say('bundling');
  for (const [subject, sizeKb] of await buildSubjects()) await turns.take(subject, 'size', async () => ({ sizeKb }));
  const world = await startWorld();
  try {
    await measureColdStarts(world, turns);
    await measureWarmOnes(world, turns);
    await measureMemories(world, turns);
  } finally {
    await world.stop();
  }
  const results = toResults(turns.readings, rounds, turns.skipped);
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
  const environments = new Map<Subject, Environment>();
  try {
    for (const subject of subjects) {
      await turns.take(subject, 'start', async () => {
        environments.set(subject, await startEnvironment(subject, world.variables));
        return {};
      });
    }
    // The first round is a warm-up for the compiler.
    for (let round = 0; round <= rounds; round += 1) {
      say(`warm, round ${round}`);
      for (const [subject, environment] of environments) {
        const protocols = subject === ours ? (['native', 'openai', 'anthropic'] as const) : (['native'] as const);
        await turns.take(subject, `warm, round ${round}`, async () => {
          const reading = await measureWarm(environment, world, protocols);
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
