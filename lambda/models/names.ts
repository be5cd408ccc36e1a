import { listOf, object, oneOf, optional, recordOf, text } from '../read/shape.ts';
import type { FamilyName } from './families.ts';
import { familyNames } from './find-family.ts';
import { type Price, priceShape } from './price.ts';

/** What callers may name, as the deployment's settings say. */
export interface Names {
  /** By alias. */
  readonly models: Readonly<Record<string, ModelConfig>>;
  /** Other names that clients send, such as `gpt-4o-mini`, and the alias that each stands for. */
  readonly modelNames: Readonly<Record<string, string>>;
  readonly defaultModel: string;
}

interface ModelConfig {
  /** Bedrock model id, inference profile id or ARN. */
  readonly id: string;
  /** The foundation model behind it, where it is not the id itself. */
  readonly foundationModel?: string;
  /** What it accepts, if that model's id does not show it. */
  readonly family?: FamilyName;
  /** Aliases that answer in its place, in this order. */
  readonly fallbacks?: readonly string[];
  /** What its tokens cost. Left out, nobody knows. */
  readonly price?: Price;
}

export const nameShapes = {
  models: recordOf(
    object({
      id: text,
      foundationModel: optional(text),
      family: optional(oneOf(familyNames)),
      fallbacks: optional(listOf(text, { max: 1000 })),
      price: optional(priceShape),
    }),
  ),
  modelNames: recordOf(text),
  defaultModel: text,
};
