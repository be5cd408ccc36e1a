import { boolean, number, object, oneOf, optional, recordOf, text, type Shape } from '../read/shape.ts';

/** A name over a model: it answers from documents that a search finds for each question. */
export interface KnowledgeConfig {
  readonly description: string;
  /** The alias of the model that answers. */
  readonly model: string;
  /** Of the knowledge base. Empty for one that the stack makes: it is known only at deployment. */
  readonly id: string;
  /** Where it is. Left out, the function's own. */
  readonly region?: string;
  /** What the model is told besides how to answer from sources. */
  readonly instructions?: string;
  /** How many passages are searched for. */
  readonly passages: number;
  /** Passages that fit less are left out. 0 to 1. */
  readonly leastScore: number;
  /** What every search is narrowed to. */
  readonly filter?: Filter;
  /** Whether each caller finds its own documents beside those for everybody, and no others. */
  readonly isPerCaller: boolean;
  /** How the addresses begin that sources may link to. Left out, none does. */
  readonly links?: string;
  /** Whether the model says that nothing was found, or answers from what it knows. */
  readonly whenNothing: WhenNothing;
  /** Whether a question is refused when its documents can't be searched, or answered from what the model knows. */
  readonly whenUnavailable: WhenUnavailable;
  /** The alias of the model that makes the last question of a conversation self-contained. Left out, its last questions are searched for as they are. */
  readonly rewriteWith?: string;
}

export const whenNothing = ['say-so', 'answer'] as const;
type WhenNothing = (typeof whenNothing)[number];

export const whenUnavailable = ['refuse', 'answer'] as const;
type WhenUnavailable = (typeof whenUnavailable)[number];

/**
 * About 2,000 tokens. Bedrock cuts documents into passages of about 300 (user guide, "How content chunking works"), but a knowledge base that
 * somebody else made may cut them otherwise.
 */
export const maxPassageBytes = 6_000;

/** As Retrieve takes it (Bedrock API reference, RetrievalFilter). The settings check it. */
export type Filter = Readonly<Record<string, unknown>>;

const anything: Shape<unknown> = (value) => value;

export const knowledgeShape: Shape<KnowledgeConfig> = object({
  description: text,
  model: text,
  id: text,
  region: optional(text),
  instructions: optional(text),
  passages: number({ min: 1, max: 20, isWhole: true }),
  leastScore: number({ min: 0, max: 1 }),
  filter: optional(recordOf(anything)),
  isPerCaller: boolean,
  links: optional(text),
  whenNothing: oneOf(whenNothing),
  whenUnavailable: oneOf(whenUnavailable),
  rewriteWith: optional(text),
});
