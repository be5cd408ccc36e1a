import { z } from 'zod';
import { familyNames } from '../../lambda/models/find-family.ts';
import { geographies } from '../models/geographies.ts';
import { toModelId } from '../models/model-id.ts';
import { json } from './field.ts';

const modelId = z.string().refine((id) => toModelId(id) !== undefined, 'is no Bedrock model id');
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is no region');

/** A model that callers may name by its alias. */
const detailed = z
  .strictObject({
    /** Foundation model id, inference profile id (`us.…`, `global.…`) or application-inference-profile ARN. */
    id: modelId,
    /**
     * For an application-inference-profile ARN only: the foundation model, or the geographic or global profile, that it
     * was made from. IAM needs it and the ARN hides it.
     */
    foundationModel: modelId.exactOptional(),
    /** The regions a profile routes to. Default: every region of its geography, or the region of its ARN. */
    regions: z.array(region).nonempty().readonly().exactOptional(),
    /** What the model takes, where its id does not tell. Default: by the id of the foundation model. */
    family: z.enum(familyNames).exactOptional(),
    /** Aliases that answer in its place, in this order, when it can't: docs/settings.md. That they exist is a cross-check. */
    fallbacks: z.array(z.string()).nonempty().readonly().exactOptional(),
  })
  .superRefine((model, context) => {
    const problem = findProblem(model);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

export type ModelSetting = Readonly<z.output<typeof detailed>>;

function findProblem({ id, foundationModel, regions }: ModelSetting): string | undefined {
  const known = toModelId(id);
  if (known?.kind === 'application') {
    if (foundationModel === undefined) return 'an application profile needs foundationModel, what it was made from';
    if (regions && toModelId(foundationModel)?.kind === 'global') return 'a global profile has no regions to name';
    return findUnknownGeography(foundationModel, regions);
  }
  if (foundationModel !== undefined) return 'foundationModel goes with an application-inference-profile ARN only';
  if (regions && known?.kind !== 'geographic') return 'regions go with a geographic or an application profile only';
  return findUnknownGeography(id, regions);
}

function findUnknownGeography(id: string, regions: readonly string[] | undefined): string | undefined {
  const known = toModelId(id);
  if (known?.kind === 'application') return 'foundationModel is the model or profile that the ARN was made from';
  if (known?.kind !== 'geographic' || regions || geographies.has(known.geography)) return undefined;
  return `unknown geography ${known.geography}: name the profile's regions in regions`;
}

/** Alias → model. A bare id is short for `{"id": …}`. */
export const models = json(
  z
    .record(
      z.string().regex(/^[\w.-]{1,64}$/, 'an alias is 1 to 64 letters, digits, dots, dashes or underscores'),
      z.preprocess((value) => (typeof value === 'string' ? { id: value } : value), detailed.readonly()),
    )
    .refine((record) => Object.keys(record).length > 0, 'at least one model')
    .readonly(),
  'an object of alias to model id, or to {"id", "foundationModel", "regions", "family", "fallbacks"}; an id is a foundation model id, ' +
    'an inference profile id or an application-inference-profile ARN',
);

/** Foreign name → alias. That the alias exists is a cross-check. */
export const modelNames = json(
  z.record(z.string().min(1).max(128), z.string()).readonly(),
  'an object of a name that clients send to an alias of models',
);
