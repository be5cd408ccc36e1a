import { isHarness } from '../../../lambda/models/is-harness.ts';
import type { RuntimeConfig } from '../../../lambda/models/names.ts';

/** What stands for a runtime on this machine: an agent of agents/index.ts, or an app that runs already. */
export type ChosenApp = { readonly agent: string } | { readonly url: URL };

/**
 * What the command line says (`--runtime NAME=…`), or else the agent of the same name, or else the first. Throws an error that says what to do for
 * one that no agent here can stand for.
 */
export function chooseApp(
  name: string,
  runtime: Pick<RuntimeConfig, 'arn' | 'speaks'>,
  asked: ReadonlyMap<string, string>,
  agents: readonly string[],
): ChosenApp {
  const { speaks } = runtime;
  if (isHarness(runtime)) {
    throw new Error(`the runtime ${name} is a harness, which runs on AWS only: leave it out here, or name a runtime`);
  }
  const said = asked.get(name);
  if (said !== undefined && URL.canParse(said)) return { url: new URL(said) };
  if (speaks !== 'http') {
    throw new Error(
      `the runtime ${name} speaks ${speaks}, which no agent here does: say with --runtime ${name}=URL where one runs`,
    );
  }
  const agent = said ?? (agents.includes(name) ? name : agents[0]);
  if (agent === undefined) {
    throw new Error(
      `nothing here can stand for the runtime ${name}: say with --runtime ${name}=URL where one runs, or write an agent in agents/`,
    );
  }
  if (!agents.includes(agent)) {
    throw new Error(
      `--runtime ${name}=${agent}: it must be a URL such as http://127.0.0.1:8080, or an agent of agents/index.ts: ${agents.join(', ')}`,
    );
  }
  return { agent };
}
