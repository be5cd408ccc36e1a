import type { RequestListener } from 'node:http';
import type { Buckets } from './s3/object-store.ts';
import type { RunningService, Service, StageSetup } from './service.ts';

/** Starts those that are needed: together they are as one. Leaves nothing running when one does not start. */
export async function startServices(services: readonly Service[], setup: StageSetup): Promise<RunningService> {
  const running: RunningService[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map((service) => service.close()));
  };
  try {
    for (const service of services) {
      if (service.isNeeded(setup)) running.push(await service.start(setup, variablesOf(running)));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    variables: variablesOf(running),
    notes: running.flatMap(({ notes = [] }) => notes),
    keysUrls: new Map(running.flatMap(({ keysUrls = new Map<string, string>() }) => [...keysUrls])),
    answers: await answersOf(running),
    close,
  };
}

async function answersOf(running: readonly RunningService[]): Promise<ReadonlyMap<string, RequestListener>> {
  const answers = running.flatMap((service) => [...(service.answers ?? [])]);
  const buckets: Buckets = new Map(running.flatMap((service) => [...(service.buckets ?? [])]));
  if (buckets.size === 0) return new Map(answers);
  const { answerS3 } = await import('./s3/answer-s3.ts');
  return new Map([...answers, ['s3', answerS3(buckets)]]);
}

function variablesOf(running: readonly RunningService[]): RunningService['variables'] {
  return Object.fromEntries(running.flatMap(({ variables }) => Object.entries(variables)));
}
