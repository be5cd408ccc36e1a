import type { Bedrock } from '../bedrock/client.ts';
import type { Failure } from '../chat/failure.ts';
import type { Model } from '../models/resolve-model.ts';
import type { Searched } from '../knowledge/search/search.ts';
import type { Question, Source, Wrapper } from '../source.ts';

/**
 * What agents need of the function that they run in. It is handed to them: they are bundled apart, and a class that both bundles had would be
 * two, so that `instanceof` would not know the other's.
 */
export interface Host {
  /** Answers for a model, with its fallbacks and within its limits of time. */
  readonly models: Source;
  /** Ends an answer when its time is over, or when it is not wanted any more. */
  readonly limit: Wrapper;
  /** The model that an alias stands for. */
  readonly modelOf: (alias: string) => Model;
  readonly toFailure: (...given: ConstructorParameters<typeof Failure>) => Failure;
  /** Of whatever was thrown. */
  readonly asFailure: (thrown: unknown) => Failure;
  /** Searches documents by their name in the settings, as the question's caller may see them. Left out, there are none: synth refuses an agent that searches. */
  readonly search?: (knowledge: string, query: string, question: Question) => Promise<Searched>;
  /** Has the credentials and the signer. */
  readonly client: Bedrock['client'];
}
