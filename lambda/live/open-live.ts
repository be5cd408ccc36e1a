import { around } from '../around.ts';
import type { Config } from '../config.ts';
import type { Environment } from '../environment.ts';
import type { Item } from '../table/item.ts';
import { within } from '../time/within.ts';
import { currentKey } from './keys.ts';
import { toChanged } from './live-config.ts';

interface Live {
  /** How requests are answered from now on. A request that runs goes on as it began. */
  readonly current: () => Environment;
}

interface Opening {
  readonly get: (key: typeof currentKey) => Promise<Item>;
  readonly open: (config: Config) => Promise<Environment>;
  readonly now?: () => number;
}

/** How old what was read may be when a question comes. */
const maxAgeMs = 30_000;
/** How long the start waits for the table: without its answer what was deployed holds. */
const startMs = 1_000;
/** After an answer, before the environment is frozen. */
const afterMs = 900;

/**
 * Follows what `npm run live` writes. It is read at the start, and then beside a question, never before its first byte: the next question finds it. What can't
 * be read changes nothing: the last good version stays, and the log says so.
 */
export async function openLive(
  config: Config,
  start: Environment,
  { get, open, now = Date.now }: Opening,
): Promise<Live> {
  let [environment, version, problem] = [start, 0, ''];
  let readAtMs = now();
  let reading: Promise<unknown> | undefined;

  async function read(): Promise<void> {
    try {
      const item = new Map(Object.entries(await get(currentKey)));
      const found = Number(item.get('version') ?? 0);
      if (found !== version && found !== 0) {
        const changed = toChanged(config, item);
        environment = changed ? await open(changed) : start;
        version = found;
      }
      // Nobody deletes it but by mistake: the way back is a version of its own.
      problem = found === 0 && version !== 0 ? 'missing' : '';
    } catch (error) {
      problem = error instanceof Error ? error.name : 'unnamed';
    }
  }

  function readIfOld(): void {
    if (reading || now() - readAtMs < maxAgeMs) return;
    readAtMs = now();
    reading = read().finally(() => (reading = undefined));
  }

  reading = read().finally(() => (reading = undefined));
  // It goes on, and the next question finds what it brings.
  if (
    (await within(
      startMs,
      reading.then(() => true),
    )) === undefined
  )
    problem = 'timeout';
  return {
    current() {
      readIfOld();
      const told = { liveVersion: version, ...(problem !== '' && { liveProblem: problem }) };
      const { sources, report, ...rest } = environment;
      const converse: typeof sources.converse = (question) =>
        around(sources.converse(question), {
          see: (event) => (event.type === 'message-start' ? { ...event, liveVersion: told.liveVersion } : event),
        });
      return {
        ...rest,
        sources: { ...sources, converse },
        async report(record) {
          // Lambda would freeze it, and the next question would wait.
          if (reading) await within(afterMs, reading);
          await report({ ...record, ...told });
        },
      };
    },
  };
}
