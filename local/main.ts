import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { readSettings } from '../lib/settings/read-settings.ts';
import { helpText, readCommandLine, type CommandLine } from './start/command-line.ts';
import { toCurlLines } from './start/curl-lines.ts';
import { readWarnings } from './start/read-warnings.ts';
import { type BedrockChoice, isOwnModel } from './services/bedrock/choice.ts';
import { findModel } from './services/bedrock/own-model/find-model.ts';
import {
  findBedrock,
  findWarning,
  modelsOf,
  toBedrockLines,
  type RemoteBedrock,
} from './services/bedrock/remote/remote-bedrock.ts';
import { startStage, type Stage } from './stage.ts';
import { readContext, synthesize } from './synthesize.ts';
import { readChatConfig } from './read-chat-config.ts';
import { toCallerOptions } from './start/caller-options.ts';
import { untilStopped } from './start/until-stopped.ts';

try {
  const commandLine = readCommandLine(process.argv.slice(2), process.env);
  if (commandLine.isHelp) console.log(helpText);
  else await run(commandLine);
} catch (error) {
  console.error(`The local stage did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** Builds, synthesizes and starts; then runs until a signal arrives. */
async function run(commandLine: CommandLine): Promise<void> {
  const context = readContext(commandLine.context);
  // A wrong setting is reported before anything is built.
  readSettings(context);
  const { choice, warning } = await findModel(commandLine.bedrock);
  const bedrock = await findBedrock(choice, context, process.env);
  const assembly = await mkdtemp(path.join(tmpdir(), 'rivulet-'));
  try {
    await synthesize({ context: commandLine.context, outdir: assembly });
    for (const sentence of readWarnings(assembly)) console.warn(`Warning: ${sentence}\n`);
    const stage = await start(assembly, commandLine, choice, bedrock);
    if (warning !== undefined) console.warn(`Warning: ${warning}\n`);
    for (const sentence of [...stage.api.notEmulated, ...stage.notes]) console.warn(`Note: ${sentence}\n`);
    if (commandLine.runtimes.size > 0 && !stage.serviceVariables['AWS_ENDPOINT_URL_BEDROCK_AGENTCORE']) {
      console.warn('Note: --runtime does nothing, because the setting runtimes names none.\n');
    }
    if (commandLine.data !== undefined && !hasData(stage, commandLine)) {
      console.warn(
        'Note: --data keeps nothing, because these settings make no table. A budget in plans does, or cancel=on. ' +
          'Without --files, it keeps the uploads of files=create, too.\n',
      );
    }
    const knowledge = Object.keys(readChatConfig(stage.api)?.knowledge ?? {});
    const lines = [`Local stage: ${stage.url}`, ...toPageLines(stage), ...toModelLines(choice, stage, bedrock), ''];
    console.log([...lines, ...toCurlLines(stage.url, toCallerOptions(stage), knowledge), ''].join('\n'));
    if (bedrock) void warnOf(bedrock);
    await untilStopped(process.env);
    await stage.close();
  } finally {
    await rm(assembly, { recursive: true, force: true });
  }
}

/** Whether there is something that outlives the stage, beside a folder that has a place of its own. */
function hasData({ api }: Stage, { files }: CommandLine): boolean {
  return api.tables.length > 0 || (api.outputs.has('Files') && files === undefined);
}

/** Where the chat page is, if the stack has one, and the key that it asks for. */
function toPageLines({ url, api, apiKey }: Stage): string[] {
  if (!api.methods.some(({ resourcePath }) => resourcePath === '/web')) return [];
  const key = apiKey === undefined ? [] : [`Its key:     ${apiKey}`];
  const users = api.userPools.length > 0 ? ['Its users:   alice and bob, without a password'] : [];
  return [`Chat page:   ${url}web`, ...key, ...users];
}

/** Who answers. The stand-in says it in each answer. */
function toModelLines(choice: BedrockChoice, { api }: Stage, bedrock?: RemoteBedrock): string[] {
  const models = modelsOf(api);
  if (bedrock) return toBedrockLines(bedrock, models);
  if (!isOwnModel(choice)) return [];
  return [`Model:       ${choice.model} at ${choice.server}, which answers for ${[...models.keys()].join(', ')}`];
}

async function warnOf(bedrock: RemoteBedrock): Promise<void> {
  const warning = await findWarning(bedrock);
  if (warning !== undefined) console.warn(`Warning: ${warning}\n`);
}

async function start(
  assembly: string,
  { port, isVerbose, data, files, secrets, proxies, runtimes }: CommandLine,
  choice: BedrockChoice,
  bedrock?: RemoteBedrock,
): Promise<Stage> {
  // The client is told to try again, as in a deployment. The person who runs the stage is told what to check.
  const log = (line: string): void => {
    console.error(line);
    if (bedrock && line.includes('"error.type":"disconnected"')) void warnOf(bedrock);
  };
  try {
    const region = bedrock?.region?.name;
    return await startStage({
      assembly,
      port,
      bedrock: choice,
      isVerbose,
      secrets,
      proxies,
      runtimes,
      log,
      ...(region && { region }),
      ...(data !== undefined && { data }),
      ...(files !== undefined && { files }),
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(
      `port ${port} is already in use: stop the program that uses it, or choose another port with npm start -- --port N (0 for any free one)`,
      { cause: error },
    );
  }
}
