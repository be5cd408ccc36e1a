import { z } from 'zod';
import { familyNames } from '../../../../lambda/models/families/find-family.ts';
import { geographies } from '../../../models/geographies.ts';
import { toModelId } from '../../../models/model-id.ts';
import { json } from '../field.ts';

const modelId = z.string().refine((id) => toModelId(id) !== undefined, 'not a Bedrock model id');
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'not a region name such as eu-central-1');

/** A model that callers may name by its alias. */
const detailed = z
  .strictObject({
    /** Foundation model id, inference profile id (`us.…`, `global.…`) or application-inference-profile ARN. */
    id: modelId,
    /**
     * For an application-inference-profile ARN only: the foundation model, or the geographic or global profile, that it
     * was made from. IAM needs it, and the ARN does not show it.
     */
    foundationModel: modelId.exactOptional(),
    /** The regions a profile routes to. Default: every region of its geography, or the region of its ARN. */
    regions: z.array(region).nonempty().readonly().exactOptional(),
    /** What the model accepts, when its id does not show it. Default: from the id of the foundation model. */
    family: z.enum(familyNames).exactOptional(),
    /** Aliases that answer in its place, in this order, when it can't: docs/settings.md. A cross-check tests that they exist. */
    fallbacks: z.array(z.string()).nonempty().readonly().exactOptional(),
  })
  .superRefine((model, context) => {
    const problem = findProblem(model);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

export type ModelSetting = Readonly<z.output<typeof detailed>>;

/** A name whose traffic goes to several models. A cross-check tests that they are in models. */
const split = z.strictObject({
  split: z
    .record(z.string(), z.int().min(1).max(10_000))
    .refine((parts) => Object.keys(parts).length > 1, 'must have at least two aliases, each with a whole number from 1')
    .readonly(),
});

export type SplitSetting = Readonly<z.output<typeof split>>;

function findProblem({ id, foundationModel, regions }: ModelSetting): string | undefined {
  const known = toModelId(id);
  if (known?.kind === 'application') {
    if (foundationModel === undefined)
      return 'an application profile needs foundationModel: the model or profile that it was made from';
    if (regions && toModelId(foundationModel)?.kind === 'global')
      return 'leave out regions: foundationModel is a global profile, which has none';
    return findUnknownGeography(foundationModel, regions);
  }
  if (foundationModel !== undefined)
    return 'leave out foundationModel: it is only for an id that is an application-inference-profile ARN';
  if (regions && known?.kind !== 'geographic')
    return 'leave out regions: they are only for a geographic or an application profile';
  return findUnknownGeography(id, regions);
}

function findUnknownGeography(id: string, regions: readonly string[] | undefined): string | undefined {
  const known = toModelId(id);
  if (known?.kind === 'application')
    return 'foundationModel must be the model or profile that the ARN was made from, not another ARN';
  if (known?.kind !== 'geographic' || regions || geographies.has(known.geography)) return undefined;
  return `unknown geography ${known.geography}: list the profile's regions in "regions"`;
}

/** By hand, since the errors of a union name no place in it. */
function toModelOrSplit(value: unknown, context: z.RefinementCtx): ModelSetting | SplitSetting {
  const given = typeof value === 'string' ? { id: value } : value;
  const isSplit = typeof given === 'object' && given !== null && 'split' in given;
  const { success, data, error } = (isSplit ? split : detailed).safeParse(given);
  if (success) return Object.freeze(data);
  for (const { path, message } of error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
}

/** Alias → model. A bare id is short for `{"id": …}`. */
export const models = json(
  z
    .record(
      z.string().regex(/^[\w.-]{1,64}$/, 'an alias is 1 to 64 letters, digits, dots, dashes or underscores'),
      z.unknown().transform(toModelOrSplit),
    )
    .refine((record) => Object.keys(record).length > 0, 'at least one model')
    .readonly(),
  'an object that maps each alias to a model id, to {"id", "foundationModel", "regions", "family", "fallbacks"} or to {"split"}, which maps other aliases to their weights; an id is a foundation model id, ' +
    'an inference profile id or an application-inference-profile ARN',
);

/** Another name for a model → alias. A cross-check tests that the alias exists. */
export const modelNames = json(
  z.record(z.string().min(1).max(128), z.string()).readonly(),
  'an object that maps each name that clients send to an alias in models, or to an agent',
);
