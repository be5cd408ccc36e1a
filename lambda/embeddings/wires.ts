import { fieldOf } from '../chat/as-failure.ts';
import type { EmbeddingPurpose } from '../embedding.ts';
import type { Embeds } from '../models/families/family.ts';

/** What one call asks of a model. */
interface Asked {
  readonly texts: readonly string[];
  readonly dimensions: number;
  readonly purpose: EmbeddingPurpose;
}

/** How a family of models is asked, and answers. */
export interface Wire {
  /** How many texts one call may have. */
  readonly batch: number;
  readonly toBody: (asked: Asked) => object;
  /** The vectors, in the order of the texts, as far as the answer has them. */
  readonly toVectors: (answer: unknown) => readonly unknown[];
  /** How many tokens there were, where the body says it: else a header does. */
  readonly toTokens: (answer: unknown) => unknown;
}

const novaPurposes = {
  search_document: 'GENERIC_INDEX',
  search_query: 'TEXT_RETRIEVAL',
  classification: 'CLASSIFICATION',
  clustering: 'CLUSTERING',
} as const satisfies Record<EmbeddingPurpose, string>;

const cohere: Wire = {
  batch: 96,
  toBody: ({ texts, dimensions, purpose }) => ({
    texts,
    input_type: purpose,
    truncate: 'NONE',
    embedding_types: ['float'],
    output_dimension: dimensions,
  }),
  // Asked for by type, they come by type; version 3 has answered without, too.
  toVectors(answer) {
    const found = fieldOf(answer, 'embeddings');
    return listOf(fieldOf(found, 'float') ?? found);
  },
  toTokens: () => undefined,
};

/**
 * A text that is too long is refused everywhere, and never cut: its vector would be another text's.
 *
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html,
 * …/model-parameters-embed.html and https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html (November 2026)
 */
export const wires: Readonly<Record<Embeds['wire'], Wire>> = {
  titan: {
    batch: 1,
    toBody: ({ texts: [inputText], dimensions }) => ({ inputText, dimensions, normalize: true }),
    toVectors: (answer) => [fieldOf(answer, 'embedding')],
    toTokens: (answer) => fieldOf(answer, 'inputTextTokenCount'),
  },
  cohere,
  // Its vectors have one length, and a field for it is refused.
  'cohere-3': {
    ...cohere,
    toBody({ texts, purpose }) {
      return { texts, input_type: purpose, truncate: 'NONE', embedding_types: ['float'] };
    },
  },
  nova: {
    batch: 1,
    toBody: ({ texts: [value], dimensions, purpose }) => ({
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: novaPurposes[purpose],
        embeddingDimension: dimensions,
        text: { truncationMode: 'NONE', value },
      },
    }),
    toVectors: (answer) => listOf(fieldOf(answer, 'embeddings')).map((each) => fieldOf(each, 'embedding')),
    toTokens: (answer) => fieldOf(answer, 'inputTokenCount'),
  },
};

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
