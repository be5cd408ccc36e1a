import { type Api, keyHeader } from './api.ts';
import { type Problem, readRefusal, toNetworkProblem } from './problem.ts';

/** A model that this deployment allows. */
export interface Model {
  /** Its alias. */
  readonly id: string;
  /** What a request to it may contain besides text: `system`, `images`, `documents`, `reasoning` … */
  readonly takes: readonly string[];
}

/** The default model first. A problem when the key is wrong, or there is no answer. */
export async function listModels(api: Api): Promise<readonly Model[] | Problem> {
  try {
    const response = await fetch(`${api.url}v1/models`, { headers: keyHeader(api) });
    if (!response.ok) return await readRefusal(response);
    return await readModels(response);
  } catch {
    return toNetworkProblem(navigator.onLine);
  }
}

async function readModels(response: Response): Promise<readonly Model[] | Problem> {
  const text = await response.text();
  try {
    const { data }: { data?: readonly Model[] } = JSON.parse(text);
    return data ?? { kind: 'unknown' };
  } catch {
    return { kind: 'unknown' };
  }
}
