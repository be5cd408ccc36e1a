import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildFunction } from '../scripts/build.ts';
import { buildWebPage } from '../scripts/build-web-page.ts';
import { helpText, readCommandLine, type CommandLine } from './command-line.ts';
import { toCurlLines } from './curl-lines.ts';
import { readWarnings } from './read-warnings.ts';
import { startStage, type Stage } from './stage.ts';
import { synthesize } from './synthesize.ts';
import { untilStopped } from './until-stopped.ts';

try {
  const commandLine = readCommandLine(process.argv.slice(2), process.env);
  if (commandLine.isHelp) console.log(helpText);
  else await run(commandLine);
} catch (error) {
  console.error(`The local stage did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** Builds, synthesizes, starts; then runs until a signal comes. */
async function run(commandLine: CommandLine): Promise<void> {
  const assembly = await mkdtemp(path.join(tmpdir(), 'rivulet-'));
  try {
    await buildFunction();
    await buildWebPage();
    await synthesize({ context: commandLine.context, outdir: assembly });
    for (const warning of readWarnings(assembly)) console.warn(`Warning: ${warning}\n`);
    const stage = await start(assembly, commandLine);
    console.log(
      [`Local stage: ${stage.url}`, ...toPageLines(stage), '', ...toCurlLines(stage.url, stage.apiKey), ''].join('\n'),
    );
    await untilStopped(process.env);
    await stage.close();
  } finally {
    await rm(assembly, { recursive: true, force: true });
  }
}

/** Where the chat page is, if the stack has one, and the key that it asks for. */
function toPageLines({ url, api, apiKey }: Stage): string[] {
  if (!api.methods.some(({ resourcePath }) => resourcePath === '/web')) return [];
  return [`Chat page:   ${url}web`, ...(apiKey === undefined ? [] : [`Its key:     ${apiKey}`])];
}

async function start(assembly: string, { port, bedrock, isVerbose }: CommandLine): Promise<Stage> {
  try {
    return await startStage({ assembly, port, bedrock, isVerbose, log: (line) => console.error(line) });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(
      `port ${port} is taken. Choose another with PORT=N npm start or npm start -- --port N; 0 takes any free one.`,
      { cause: error },
    );
  }
}
