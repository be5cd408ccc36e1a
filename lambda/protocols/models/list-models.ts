import { resolveModel } from '../../models/resolve-model.ts';
import type { ParseConfig, Protocol } from '../protocol.ts';
import { shapesFor } from './shapes.ts';
import { toJson } from '../../read/to-json.ts';

const onePath = '/v1/models/{model}';

/** The models this deployment allows, by the aliases that callers use, in the shape that the client knows. */
export const listModels = {
  name: 'models',
  routes: [
    { method: 'GET', path: '/v1/models' },
    { method: 'GET', path: onePath },
  ],
  keyHeader: 'either',
  requestHeaders: ['x-api-key', 'authorization', 'anthropic-version', 'anthropic-beta'],

  parse({ path, headers, pathParameters }, config) {
    const { toList, toModel } = shapesFor(headers);
    const answer =
      path === onePath
        ? toModel(resolveModel(pathParameters['model'], config))
        : toList([...namesOf(config)].map((alias) => resolveModel(alias, config)));
    const body = toJson(answer);
    return { operation: 'act', act: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body }) };
  },

  refuse: (failure, incoming) => shapesFor(incoming.headers).protocol.refuse(failure, incoming),
} as const satisfies Protocol;

function namesOf({ models, defaultModel }: Pick<ParseConfig, 'models' | 'defaultModel'>): Set<string> {
  return new Set([defaultModel, ...Object.keys(models)]);
}
