import type { LocalApi, LocalContainer } from '../template/model.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';

/** A container as the gateway needs it. */
interface RunningContainer extends Pick<LocalContainer, 'asks'> {
  /** Where it is. Waits for one that is being started again; rejects when it can't be. */
  readonly url: () => Promise<URL>;
}

export type FindContainer = (id: string) => RunningContainer;

export interface Containers {
  readonly find: FindContainer;
  readonly close: () => Promise<void>;
}

interface ContainersOptions {
  /** In addition to the template's variables, and over them. */
  readonly extraVariables: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

export const noContainers: FindContainer = (id) => {
  throw new Error(`there is no container ${id} in the template`);
};

/** What only a deployment should do. */
const here = {
  // A line every 15 s, for CloudWatch.
  RIVULET_STREAMS_EVERY_MS: '0',
};

/** ECS, as far as one API needs it: one process for each service, which is started again when it ends. */
export async function startContainers(
  { containers }: Pick<LocalApi, 'containers'>,
  { extraVariables, log }: ContainersOptions,
): Promise<Containers> {
  let isClosed = false;
  const running = new Map<string, Promise<ServerProcess>>();

  function start(container: LocalContainer): Promise<ServerProcess> {
    const [, ...args] = container.command;
    const starting = startServerProcess({
      what: `the container ${container.name}`,
      args,
      cwd: container.codePath,
      variables: { ...container.environment, ...here, PATH: process.env['PATH'] ?? '', ...extraVariables },
      healthPath: '/health',
      log,
      onEnd(why) {
        if (isClosed) return;
        log(`The container ${container.name} has ended: ${why}. It is started again.`);
        start(container).catch((error: unknown) => log(String(error)));
      },
    });
    running.set(container.id, starting);
    // The next request tries again.
    starting.catch(() => running.delete(container.id));
    return starting;
  }

  async function close(): Promise<void> {
    isClosed = true;
    const all = await Promise.allSettled(running.values());
    await Promise.all(all.flatMap((one) => (one.status === 'fulfilled' ? one.value.close() : [])));
  }

  try {
    await Promise.all(containers.map(start));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    find(id) {
      const container = containers.find((each) => each.id === id);
      if (!container) return noContainers(id);
      return { asks: container.asks, url: async () => (await (running.get(id) ?? start(container))).url };
    },
    close,
  };
}
