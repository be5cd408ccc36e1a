import type { RequestListener } from 'node:http';
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
    answers: new Map(running.flatMap(({ answers = new Map<string, RequestListener>() }) => [...answers])),
    close,
  };
}

function variablesOf(running: readonly RunningService[]): RunningService['variables'] {
  return Object.fromEntries(running.flatMap(({ variables }) => Object.entries(variables)));
}
