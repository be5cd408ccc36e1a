/** Vectors, as they are asked for and as they come: they are no words, so that no event of an answer has them. */
export interface Embedding {
  readonly texts: readonly string[];
  /** How many numbers a vector has. Left out, as many as the model likes best. */
  readonly dimensions?: number | undefined;
  readonly purpose: EmbeddingPurpose;
  /** Takes the vector of a text, by its place among the texts. `model`: who made it, where that is not Bedrock. */
  readonly take: (at: number, vector: readonly number[], model?: string) => void;
}

/** What a vector is for: some models make others of what is searched and of what is searched for. */
export const embeddingPurposes = ['search_document', 'search_query', 'classification', 'clustering'] as const;
export type EmbeddingPurpose = (typeof embeddingPurposes)[number];
