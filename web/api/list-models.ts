import type { Api } from './api.ts';
import { type Problem, readRefusal, toNetworkProblem } from './problem.ts';

/** A model that this deployment allows, or what is asked like one: an agent, or a model that answers from documents. */
export interface Model {
  /** Its alias. */
  readonly id: string;
  /** What a request to it may contain besides text: `system`, `images`, `documents`, `reasoning` … */
  readonly takes: readonly string[];
  readonly kind?: 'agent' | 'knowledge' | 'embedding';
  /** What an agent is for, or what its documents are about. */
  readonly description?: string;
}

/** The default model first. A problem when the API does not know the person, or there is no answer. */
export async function listModels(api: Api): Promise<readonly Model[] | Problem> {
  try {
    const response = await api('v1/models');
    if (!response.ok) return await readRefusal(response);
    const { data }: { data?: readonly Model[] } = await response.json();
    // Models for embeddings answer nobody.
    return data?.filter(({ kind }) => kind !== 'embedding') ?? { kind: 'unknown' };
  } catch (error) {
    // What is not JSON did not come from the API.
    return error instanceof SyntaxError ? { kind: 'unknown' } : toNetworkProblem(navigator.onLine);
  }
}
