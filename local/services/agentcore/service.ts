import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { agents } from '../../../agents/index.ts';
import type { Config } from '../../../lambda/config.ts';
import { buildRuntime } from '../../../scripts/build-runtime.ts';
import { readChatConfig } from '../../read-chat-config.ts';
import { isSignedHere, toCredentials } from '../credentials.ts';
import type { Service, StageSetup } from '../service.ts';
import { type AppProcess, startApp } from './app-process.ts';
import { chooseApp, type ChosenApp } from './choose-app.ts';
import { startFront } from './front.ts';
import { toEndpoint } from './route.ts';

type Variables = Readonly<Record<string, string>>;

/** Needed when the settings name agents on AgentCore. Those there are never asked: an agent of this project stands for each, or an app of one's own. */
export const agentcore: Service = {
  isNeeded: ({ api }) => readChatConfig(api)?.runtimes !== undefined,

  async start(setup, started) {
    const config = readChatConfig(setup.api);
    const { runtimes = {} } = config ?? {};
    checkNames(setup.runtimes, Object.keys(runtimes));
    const chosen = Object.entries(runtimes).map(([name, runtime]) => ({
      name,
      runtime,
      app: chooseApp(name, runtime, setup.runtimes ?? new Map(), Object.keys(agents)),
    }));
    const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-agentcore-'));
    const processes = new Map<string, Promise<AppProcess>>();
    const startAgent = (agent: string): Promise<AppProcess> => {
      const starting =
        processes.get(agent) ??
        toVariables(agent, setup, started, config).then((variables) =>
          startApp(folder, {
            variables,
            onEnd: (why) =>
              console.warn(`Note: the app of the agent ${agent} has ended: ${why}. Start the stage again\n`),
          }),
        );
      processes.set(agent, starting);
      return starting;
    };
    const close = async () => {
      const running = await Promise.allSettled(processes.values());
      await Promise.all(running.flatMap((one) => (one.status === 'fulfilled' ? one.value.close() : [])));
      await rm(folder, { recursive: true, force: true });
    };
    try {
      if (chosen.some(({ app }) => 'agent' in app)) await buildRuntime(folder);
      const apps = await Promise.all(
        chosen.map(
          async ({ runtime, app }) =>
            [
              toEndpoint(runtime.arn, runtime.qualifier),
              'agent' in app ? (await startAgent(app.agent)).url : app.url,
            ] as const,
        ),
      );
      const front = await startFront({ apps: new Map(apps), isSigned: isSignedHere(setup) });
      return {
        variables: { AWS_ENDPOINT_URL_BEDROCK_AGENTCORE: front.url },
        notes: chosen.map(({ name, app }) => `here, the runtime ${name} is ${describe(app)}.`),
        close: async () => void (await Promise.all([front.close(), close()])),
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};

function checkNames(asked: StageSetup['runtimes'] = new Map(), names: readonly string[]): void {
  const unknown = [...asked.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new Error(`--runtime ${unknown}: the setting runtimes has no such name. It has ${names.join(', ')}`);
}

function describe(app: ChosenApp): string {
  return 'agent' in app ? `the agent ${app.agent}, as AgentCore would run it` : `the app at ${app.url.origin}`;
}

/** It thinks with the stage's Bedrock, by the model of its own alias or, without that, by the first. */
async function toVariables(
  agent: string,
  setup: StageSetup,
  started: Variables,
  config: Config | undefined,
): Promise<Variables> {
  const { models = {}, bedrockRegion = '' } = config ?? {};
  const read = new Map(Object.entries(agents)).get(agent);
  const definition = (await read?.())?.default;
  const ids = new Map(Object.entries(models).map(([alias, { id }]) => [alias, id]));
  const [first = ''] = ids.values();
  return {
    ...toCredentials(setup),
    ...started,
    AWS_REGION: bedrockRegion || setup.api.region,
    AGENT: agent,
    MODEL_ID: ids.get(definition?.model ?? '') ?? first,
  };
}
