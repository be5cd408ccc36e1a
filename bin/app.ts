import { readSettings } from '../lib/settings/read-settings.ts';
import { SettingsError } from '../lib/settings/settings-error.ts';

/** The context that the CDK CLI passes: cdk.json's context and `-c name=value`. */
const context: Readonly<Record<string, unknown>> = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}');

try {
  // Before aws-cdk-lib is loaded and anything is built, so that a wrong setting is reported at once, without a stack trace.
  const settings = readSettings(context);
  const { synthesize } = await import('./synthesize.ts');
  await synthesize(settings);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
