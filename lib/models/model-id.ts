import type { ModelSetting } from '../settings/rows/parts/model-setting.ts';

/** What the format of a Bedrock model id shows. Provider names have at least three letters, geographies mostly two. */
export type ModelId =
  | { readonly kind: 'foundation'; readonly model: string }
  | { readonly kind: 'geographic'; readonly geography: string; readonly model: string }
  | { readonly kind: 'global'; readonly model: string }
  | { readonly kind: 'application'; readonly arn: string; readonly region: string };

const applicationProfileArn =
  /^arn:aws[\w-]*:bedrock:(?<region>[a-z0-9-]+):\d{12}:application-inference-profile\/[a-z0-9]+$/;
const systemProfileId = /^(?<scope>global|apac|us-gov|[a-z]{2})\.(?<model>[a-z0-9-]+\.[\w.:-]+)$/;
const foundationModelId = /^(?!(global|apac|us-gov)\.)[a-z0-9-]{3,}\.[\w.:-]+$/;

/** `undefined` for text that is not a model id: another kind of ARN, a name with spaces … */
export function toModelId(id: string): ModelId | undefined {
  const { region } = applicationProfileArn.exec(id)?.groups ?? {};
  if (region) return { kind: 'application', arn: id, region };
  const { scope, model } = systemProfileId.exec(id)?.groups ?? {};
  if (scope === 'global' && model) return { kind: 'global', model };
  if (scope && model) return { kind: 'geographic', geography: scope, model };
  return foundationModelId.test(id) ? { kind: 'foundation', model: id } : undefined;
}

/** The foundation model behind a setting, whichever profiles lead to it. */
export function toFoundationModel({ id, foundationModel }: Pick<ModelSetting, 'id' | 'foundationModel'>): string {
  const known = toModelId(id);
  if (known?.kind === 'application') return toFoundationModel({ id: foundationModel ?? '' });
  return known?.model ?? id;
}
