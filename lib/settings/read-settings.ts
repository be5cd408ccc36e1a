import type { z } from 'zod';
import { findClosestName } from './closest-name.ts';
import { crossCheck, type Problem } from './checks/cross-checks.ts';
import { allowedBy } from './rows/field.ts';
import { secondsAtEndpoint } from './rows/time.ts';
import { SettingsError } from './settings-error.ts';
import { schema, type Settings } from './settings.ts';
import { whyNoPage } from './checks/why-no-page.ts';

/** In the context when the settings are for the local stage: it may do some things that a deployment must not. */
export const localStageFlag = 'rivulet:local-stage';

const settingNames = schema.keyof().options;

/**
 * The settings from `context` (cdk.json's context and `-c name=value`), with defaults for the rest. Throws one
 * `SettingsError` that lists every wrong setting with its value and what is allowed.
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const given = Object.fromEntries(settingNames.filter((name) => name in context).map((name) => [name, context[name]]));
  const unknown = findUnknown(context);
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw toError([...unknown, ...toProblems(parsed.error, given)]);
  const settings = withDerivedDefaults(parsed.data);
  const isLocalStage = context[localStageFlag] === true;
  const problems = [...unknown, ...crossCheck(settings, isLocalStage).map(describe)];
  if (problems.length > 0) throw toError(problems);
  return Object.freeze(settings);
}

function withDerivedDefaults(parsed: z.infer<typeof schema>): Settings {
  const [defaultModel = ''] = Object.keys(parsed.models);
  const webPage = whyNoPage(parsed) === undefined ? 'api' : 'none';
  return { defaultModel, webPage, ...secondsAtEndpoint[parsed.endpoint], ...parsed, ...takeApart(parsed.models) };
}

function takeApart(named: z.infer<typeof schema>['models']): Pick<Settings, 'models' | 'splits'> {
  const all = Object.entries(named);
  return {
    models: Object.freeze(
      Object.fromEntries(all.flatMap(([alias, model]) => ('split' in model ? [] : [[alias, model]]))),
    ),
    splits: Object.freeze(
      Object.fromEntries(all.flatMap(([alias, model]) => ('split' in model ? [[alias, model.split]] : []))),
    ),
  };
}

function toProblems(error: z.ZodError, given: Readonly<Record<string, unknown>>): readonly string[] {
  const names = settingNames.filter((name) => error.issues.some(({ path }) => path[0] === name));
  return names.map((name) => {
    const inner = error.issues.filter(({ path }) => path[0] === name && path.length > 1);
    const where = inner.map(({ path, message }) => ` (${path.slice(1).join('.')}: ${message})`).join('');
    return describe({ name, value: given[name], allowed: allowedBy(schema.shape[name]) }) + where;
  });
}

/** CDK's own names in the context have an @, a colon or a dash in them (`@aws-cdk/…`, `aws:cdk:…`); settings are plain words. */
const plainWord = /^\w+$/;

function findUnknown(context: Readonly<Record<string, unknown>>): readonly string[] {
  const known: readonly string[] = settingNames;
  const others = Object.keys(context).filter((name) => !known.includes(name));
  return others.flatMap((name) => {
    const meant = findClosestName(name, known);
    if (meant) return [`unknown setting ${name}: did you mean ${meant}?`];
    return plainWord.test(name) ? [`unknown setting ${name}; the settings are ${known.join(', ')}`] : [];
  });
}

function describe({ name, value, allowed }: Problem): string {
  const shown = JSON.stringify(value) ?? String(value);
  return `${name}: got ${shown.length > 120 ? `${shown.slice(0, 120)}…` : shown}; allowed: ${allowed}`;
}

function toError(problems: readonly string[]): SettingsError {
  const list = problems.map((problem) => `\n  ${problem}`).join('');
  return new SettingsError(`wrong settings (in cdk.json "context" or -c name=value):${list}`);
}
