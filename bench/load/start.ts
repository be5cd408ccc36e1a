import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { protocols } from '../../lambda/protocols/index.ts';
import { ChatStack } from '../../lib/chat-stack.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { streamsPerGb } from '../../lib/settings/rows/parts/place/container-setting.ts';
import { startBedrock } from '../../local/services/bedrock/server.ts';
import { startStage } from '../../local/stage.ts';
import { buildFunctions } from '../../scripts/build.ts';
import { createFunctionLog, type FunctionLog } from './function-log.ts';
import { findScenario } from './find-scenario.ts';
import { longShare, mix } from './mix.ts';
import { type Asked, createPacedModel } from './paced-model.ts';
import type { LoadOptions } from './options.ts';
import type { Target } from './send.ts';

export interface LoadStage extends Target {
  /** How often Bedrock was called for each scenario, including the SDK's retries. */
  readonly asked: Map<string, number>;
  readonly functionLog: FunctionLog;
  /** When the model was asked each question, and answered, where it writes at a model's pace. */
  readonly times: ReadonlyMap<string, Asked>;
  readonly close: () => Promise<void>;
}

const memoryMb = 1024;
const unlimited = 1_000_000;

/** A delta of `normal` every 0.3 s, and 4 to 5 s for all of it. */
const slower = 60;

/** An authorizer is a function: so many at once would be as many processes of it, and none of them is what is measured. */
const withoutAuthorizer = { access: 'open', waf: 'declined' } as const;

/** The real stack, synthesized and run whole, with as many execution environments as there are requests at once, or with one container. */
export async function startLoadStage(options: LoadOptions): Promise<LoadStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-load-'));
  const asked = new Map<string, number>();
  const functionLog = createFunctionLog(memoryMb);
  const model = createPacedModel(options.deltas === undefined ? slower : 1, findScenario(options.deltas));
  const bedrock = await startBedrock({
    respond: model.respond,
    onRequest({ path: asking }) {
      const [, name = ''] = /(?:local|paced)\.([\w-]+)/.exec(asking) ?? [];
      asked.set(name, (asked.get(name) ?? 0) + 1);
    },
  });
  const cleanUp = async (): Promise<void> => {
    await bedrock.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const codePath = path.join(folder, 'code');
    const assembly = path.join(folder, 'cdk.out');
    await buildFunctions(codePath);
    const stage = await startStage({
      assembly,
      stack: await synthesizeStack(assembly, codePath, options),
      bedrock: { url: bedrock.url },
      shell: {},
      log: functionLog.take,
      // So many processes start at once that one may take longer than Lambda allows.
      lambdaLimits: { maxConcurrency: options.streams, initTimeoutMs: 60_000 },
    });
    const close = async (): Promise<void> => {
      await stage.close();
      await cleanUp();
    };
    return { url: stage.url, key: stage.apiKey ?? '', asked, functionLog, times: model.asked, close };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/** With room for those that are over and still being settled. */
function toContainer(atOnce: number) {
  const streams = Math.ceil(atOnce * 1.2);
  return { streams, memoryGb: Math.max(2, Math.ceil(streams / streamsPerGb)) };
}

/** Returns the stack's name. */
async function synthesizeStack(
  outdir: string,
  codePath: string,
  { backend, streams, throttleRate = unlimited }: LoadOptions,
): Promise<string> {
  const cdk: { context: Record<string, unknown> } = JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../../cdk.json'), 'utf8'),
  );
  const app = new App({
    outdir,
    context: { ...cdk.context, '@aws-cdk/core:annotationsInValidationReport': false },
    builtinCloudFormationValidation: false,
  });
  const kind = backend === 'lambda' ? 'local' : 'paced';
  const settings = readSettings({
    ...(backend === 'container' && {
      backend,
      container: toContainer(streams),
      ...withoutAuthorizer,
    }),
    models: Object.fromEntries([...mix, longShare].map(({ scenario }) => [scenario, `${kind}.${scenario}`])),
    memoryMb,
    throttleRate,
    throttleBurst: throttleRate,
    monthlyQuota: unlimited * 10,
    // Longer than the SDK needs to try a refused request three times; otherwise a refusal would be reported as a stall.
    idleSeconds: 5,
    webPage: 'none',
  });
  const { stackName } = new ChatStack(app, 'Rivulet', { settings, protocols, codePath });
  app.synth();
  return stackName;
}
