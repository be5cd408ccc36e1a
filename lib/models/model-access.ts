import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { geographies } from './geographies.ts';
import { families } from '../../lambda/models/families/families.ts';
import { toFoundationModel, toModelId } from './model-id.ts';
import type { ModelSetting } from '../settings/rows/parts/model-setting.ts';
import type { Settings } from '../settings/settings.ts';
import { toFamily } from '../settings/to-config.ts';

/** ConverseStream has no action of its own (Bedrock API reference). Vectors come in one piece. */
function actionsFor(model: ModelSetting): string[] {
  return ['embeds' in families[toFamily(model)] ? 'bedrock:InvokeModel' : 'bedrock:InvokeModelWithResponseStream'];
}

/** The permission to count tokens, which works on foundation models only. None where no model's family has it. */
export function toCountStatements({ models }: Settings, bedrockRegion: string): PolicyStatement[] {
  const counted = Object.values(models)
    .filter((model) => families[toFamily(model)].countsTokens)
    .map((model) => toModelArn(toFoundationModel(model), bedrockRegion));
  if (counted.length === 0) return [];
  return [new PolicyStatement({ actions: ['bedrock:CountTokens'], resources: [...new Set(counted)] })];
}

/** Where a call of one id ends up: the profile it goes through, if any, and the regions of the model behind it. */
interface Routing {
  readonly profileArn?: string;
  readonly model: string;
  readonly regions: readonly string[];
  readonly isGlobal: boolean;
}

/**
 * The least that a function needs to call `model` in `bedrockRegion`: the profile, and the foundation model in every
 * region it may route to, but only through that profile. Throws for an id that the settings do not accept.
 */
export function toModelStatements(model: ModelSetting, bedrockRegion: string): PolicyStatement[] {
  const { profileArn, model: foundationModel, regions, isGlobal } = toRouting(model, bedrockRegion);
  const actions = actionsFor(model);
  const allow = (resources: readonly string[], conditions?: Readonly<Record<string, string>>) =>
    toStatement(actions, resources, conditions);
  const models = regions.map((region) => toModelArn(foundationModel, region));
  if (profileArn === undefined) return [allow(models)];
  const throughProfile = { 'bedrock:InferenceProfileArn': profileArn };
  const fromHere = { 'aws:RequestedRegion': bedrockRegion };
  if (!isGlobal) return [allow([profileArn]), allow(models, throughProfile)];
  // Outside the source region a global profile's request has no region (Bedrock user guide, global inference).
  return [
    allow([profileArn], fromHere),
    allow(models, { ...fromHere, ...throughProfile }),
    allow([toModelArn(foundationModel, '')], { 'aws:RequestedRegion': 'unspecified', ...throughProfile }),
  ];
}

function toRouting({ id, foundationModel, regions }: ModelSetting, bedrockRegion: string): Routing {
  const known = toModelId(id);
  if (!known)
    throw new Error(`model ${id}: not a Bedrock model id, inference profile id or application-inference-profile ARN`);
  if (known.kind === 'application') {
    const behind = toRouting({ id: foundationModel ?? '', ...(regions && { regions }) }, known.region);
    return { ...behind, regions: regions ?? behind.regions, profileArn: known.arn };
  }
  const { model } = known;
  if (known.kind === 'foundation') return { model, regions: [bedrockRegion], isGlobal: false };
  const profileArn = `arn:${Aws.PARTITION}:bedrock:${bedrockRegion}:${Aws.ACCOUNT_ID}:inference-profile/${id}`;
  if (known.kind === 'global') return { profileArn, model, regions: [bedrockRegion], isGlobal: true };
  // IAM also checks the model in the source region, even if the profile doesn't route to it (Bedrock user guide).
  const destinations = regions ?? geographies.get(known.geography) ?? [];
  return { profileArn, model, regions: [...new Set([bedrockRegion, ...destinations])], isGlobal: false };
}

function toStatement(
  actions: string[],
  resources: readonly string[],
  conditions?: Readonly<Record<string, string>>,
): PolicyStatement {
  return new PolicyStatement({
    actions,
    resources: [...resources],
    ...(conditions && { conditions: { StringEquals: conditions } }),
  });
}

const toModelArn = (model: string, region: string) =>
  `arn:${Aws.PARTITION}:bedrock:${region}::foundation-model/${model}`;
