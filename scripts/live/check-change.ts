import { checkModel } from '../../lib/agents/check-model.ts';
import type { Deployed } from '../../lib/live/deployed.ts';
import { toModelStatements } from '../../lib/models/model-access.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { usesOf } from '../../lib/table/table-uses.ts';

type Context = Readonly<Record<string, unknown>>;

/** The settings with a change, checked by the same rows as in a deployment, and by what was deployed. Throws an error that says what to deploy. */
export function checkChange(deployed: Deployed, changes: Context): Settings {
  const before = readSettings(deployed.settings);
  const after = readSettings({ ...deployed.settings, ...changes });
  checkModels(before, after);
  checkPlans(before, after);
  checkTable(before, after);
  for (const { name, config, parts } of deployed.agents) checkModel(name, config.model, parts, after.models);
  return after;
}

/** The region is the same for both, whichever it is. */
const anyRegion = 'us-east-1';

function checkModels(before: Settings, after: Settings): void {
  const granted = new Set(Object.values(before.models).flatMap(statementsOf));
  for (const [alias, model] of Object.entries(after.models)) {
    if (statementsOf(model).every((statement) => granted.has(statement))) continue;
    throw new Error(
      `models.${alias}: the deployed function may not call ${model.id}. Deploy it first, with this model in the setting models`,
    );
  }
}

function statementsOf(model: Settings['models'][string]): readonly string[] {
  return toModelStatements(model, anyRegion).map((statement) => JSON.stringify(statement.toStatementJson()));
}

/** Keys belong to plans, and API Gateway counts what it was told at the deployment. */
function checkPlans(before: Settings, after: Settings): void {
  const [was, is] = [before, after].map(({ plans }) => Object.keys(plans).join(', '));
  if (was !== is)
    throw new Error(`plans: the deployed ones are ${was}, in this order. To add, remove or rename one, deploy`);
  const old = new Map(Object.entries(before.plans));
  for (const [name, plan] of Object.entries(after.plans)) {
    for (const part of ['rate', 'burst', 'monthlyRequests'] as const) {
      if (plan[part] !== old.get(name)?.[part])
        throw new Error(`plans.${name}.${part}: API Gateway counts it as it was deployed. To change it, deploy`);
    }
  }
}

/** A feature of the table that nothing needed has no permission yet. */
function checkTable(before: Settings, after: Settings): void {
  const had = new Set(usesOf(before).map(({ name }) => name));
  const missing = usesOf(after).find(({ name }) => !had.has(name));
  if (missing)
    throw new Error(`plans: the deployed function may not use the table for ${missing.name}. Deploy it with one first`);
}
