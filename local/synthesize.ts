import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { localStageFlag } from '../lib/settings/read-settings.ts';

const projectFolder = path.resolve(import.meta.dirname, '..');
const cdkSchema = z.object({ context: z.record(z.string(), z.json()).default({}) });

/** What the CDK command-line tool adds to the context. */
const toolContext = {
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:version-reporting': true,
};

export interface SynthesisOptions {
  /** As `-c name=value` gives it; wins over cdk.json. */
  readonly context: Readonly<Record<string, string>>;
  /** Where the cloud assembly goes, absolute. */
  readonly outdir: string;
}

/** cdk.json's context, overridden by the command line's, and word that it is for the local stage. */
export function readContext(said: SynthesisOptions['context']): Readonly<Record<string, unknown>> {
  const cdk = cdkSchema.parse(JSON.parse(readFileSync(path.join(projectFolder, 'cdk.json'), 'utf8')));
  return { ...cdk.context, ...said, [localStageFlag]: true };
}

/**
 * Synthesizes the app as `cdk synth` does, byte for byte, without the command-line tool: 0.7 s instead of 3.5 (measured).
 * Rejects with the app's error message: usually a wrong setting and what is allowed.
 */
export async function synthesize({ context, outdir }: SynthesisOptions): Promise<void> {
  const variables = {
    CDK_CONTEXT_JSON: JSON.stringify({ ...toolContext, ...readContext(context) }),
    CDK_OUTDIR: outdir,
    // The template's rules belong to `cdk synth` and `npm run check`; here they would take most of the time.
    CDK_VALIDATION: 'false',
  };
  const run = promisify(execFile)(process.execPath, ['bin/app.ts'], {
    cwd: projectFolder,
    env: { ...process.env, ...variables },
  });
  await run.catch((error: unknown) => {
    throw new Error(`the stack can't be synthesized: ${toReason(error)}`, { cause: error });
  });
}

/** The message of a thrown error, without the stack that Node prints around it. */
function toReason(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return /^(?:\w*Error): (.*?)\n {4}at /ms.exec(printed)?.[1] ?? printed;
}
