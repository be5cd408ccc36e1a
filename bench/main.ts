import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSubjects } from './build.ts';
import { type Environment, startEnvironment } from './environment.ts';
import { makeShare, measureCold } from './measure/cold.ts';
import { measureMemory } from './measure/memory.ts';
import { measureWarm } from './measure/warm.ts';
import type { Reading } from './measures.ts';
import { toChart } from './report/chart.ts';
import { toResults } from './report/results.ts';
import { toMarkdown } from './report/to-markdown.ts';
import { ours, type Subject, subjects } from './subjects.ts';
import { startWorld, type World } from './world.ts';

/**
 * `npm run bench`: every subject in one run. The subjects take turns within each round, so that whatever the machine does
 * meanwhile, it does to all of them.
 */
const rounds = 5;
const readings = new Map<Subject, Reading[]>(subjects.map((subject) => [subject, []]));
const note = (subject: Subject, reading: Reading) => void readings.get(subject)?.push(reading);
const say = (text: string) => process.stderr.write(`${text}\n`);

say('bundling');
for (const [subject, sizeKb] of await buildSubjects()) note(subject, { sizeKb });
const world = await startWorld();
const skipped: string[] = [];
await measureColdStarts(world);
await measureWarmOnes(world);
await measureMemories(world);
await world.stop();

const results = toResults(readings, rounds, skipped);
await writeFile(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
await writeFile(path.join(import.meta.dirname, 'RESULTS.md'), toMarkdown(results));
await writeFile(path.join(import.meta.dirname, 'chart.svg'), toChart(results));
process.stdout.write(toMarkdown(results));

async function measureColdStarts(all: World): Promise<void> {
  for (const share of [undefined, makeShare('058'), makeShare('029')]) {
    for (let round = 1; round <= rounds; round += 1) {
      say(`cold starts${share ? ` at 0.${share.suffix.slice(1)} vCPU` : ''}, round ${round}`);
      for (const subject of subjects) note(subject, await measureCold(subject, all, share));
    }
    share?.remove();
  }
  if (!readings.get(ours)?.some((reading) => 'coldTotalMs029' in reading)) {
    skipped.push('shares of a CPU: this process may not make cgroups here');
  }
}

async function measureWarmOnes(all: World): Promise<void> {
  const environments: [Subject, Environment][] = [];
  for (const subject of subjects) environments.push([subject, await startEnvironment(subject, all.variables)]);
  // The first round is for the compiler.
  for (let round = 0; round <= rounds; round += 1) {
    say(`warm, round ${round}`);
    for (const [subject, environment] of environments) {
      const protocols = subject === ours ? (['native', 'openai', 'anthropic'] as const) : (['native'] as const);
      const reading = await measureWarm(environment, all, protocols);
      if (round > 0) note(subject, reading);
    }
  }
  for (const [, environment] of environments) await environment.stop();
}

/** All at once: what is read is memory, which they don't share. */
async function measureMemories(all: World): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    say(`memory, round ${round}`);
    const peaks = await Promise.allSettled(subjects.map((subject) => measureMemory(subject, all)));
    for (const [index, subject] of subjects.entries()) {
      const peak = peaks[index];
      if (peak?.status === 'fulfilled') note(subject, peak.value);
      else skipped.push(`${subject.name}, memory, round ${round}: ${peak?.reason}`);
    }
  }
}
