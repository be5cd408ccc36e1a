import { APIConnectionError, APIError } from 'openai';
import { z } from 'zod';
import type { AskedBedrock, AskedModel, BedrockChoice } from '../choice.ts';
import { openClient } from './open-client.ts';

/** Who answers, and what to say of it. */
export interface Found {
  readonly choice: BedrockChoice;
  /** Something to mind, if there is something. */
  readonly warning?: string;
}

const patienceMs = 5_000;

/** A server of models is asked which it has; all else is known. */
export async function findModel(asked: AskedBedrock): Promise<Found> {
  return typeof asked === 'object' && 'server' in asked ? findOwn(asked) : { choice: asked };
}

/**
 * The model that is asked for, or the only one that the server lists. Rejects if none is named and it can't be told which it is: one that nobody
 * chose may be large, or made for something else.
 */
async function findOwn(asked: AskedModel): Promise<Found> {
  const { server, model } = asked;
  const listed = await listModels(asked).catch((error: unknown) => toWhy(error, asked));
  if (typeof listed === 'string') {
    if (model === undefined) throw new Error(`--bedrock ${server}: ${listed}`);
    return { choice: { ...asked, model }, warning: listed };
  }
  const [first, second] = listed;
  if (model !== undefined) {
    const isListed = listed.some((name) => name === model || name === `${model}:latest`);
    const warning = `${server} does not list a model ${model}. It lists ${listed.join(', ') || 'none'}`;
    return { choice: { ...asked, model }, ...(!isListed && { warning }) };
  }
  if (first === undefined)
    throw new Error(`--bedrock ${server}: this server has no model yet: load one, or name one with --model`);
  if (second !== undefined)
    throw new Error(
      `--bedrock ${server}: this server has several models: choose one with --model, of ${listed.join(', ')}`,
    );
  return { choice: { ...asked, model: first } };
}

/** Ollama's `data` is null where there is none. */
const pageSchema = z.object({ data: z.array(z.object({ id: z.string() })).nullable() });

async function listModels(asked: AskedModel): Promise<readonly string[]> {
  const page = await openClient(asked).get<unknown>('/models', { timeout: patienceMs });
  return (pageSchema.parse(page).data ?? []).map(({ id }) => id);
}

function toWhy(error: unknown, { server, key }: AskedModel): string {
  if (error instanceof APIConnectionError) return `no server answers at ${server}: start it, or check the address`;
  if (error instanceof APIError && error.status === 503)
    return `the server at ${server} is still loading its model: wait until it is ready`;
  if (!(error instanceof APIError && (error.status === 401 || error.status === 403)))
    return `${server}/models does not list the models of this server: check the address, which usually ends with /v1`;
  return key === undefined
    ? `the server at ${server} wants a key: set OPENAI_API_KEY`
    : `the server at ${server} does not take the key in OPENAI_API_KEY`;
}
