import { namesOfCaller } from '../../models/names-of-caller.ts';
import { listNames } from '../../models/names.ts';
import { resolveModel } from '../../models/resolve-model.ts';
import type { Protocol } from '../protocol.ts';
import { shapesFor } from './shapes.ts';
import { toJson } from '../../read/to-json.ts';

const onePath = '/v1/models/{model}';

/** The models and agents that a caller may name, by their names, in the shape that the client knows. */
export const listModels = {
  name: 'models',
  routes: [
    { method: 'GET', path: '/v1/models' },
    { method: 'GET', path: onePath },
  ],
  keyHeader: 'either',
  requestHeaders: ['x-api-key', 'authorization', 'anthropic-version', 'anthropic-beta'],

  parse({ path, headers, pathParameters, caller }, config) {
    const { toList, toModel } = shapesFor(headers);
    const names = namesOfCaller(config, caller);
    const answer =
      path === onePath
        ? toModel(resolveModel(pathParameters['model'], names))
        : toList([...new Set([names.defaultModel, ...listNames(names)])].map((name) => resolveModel(name, names)));
    const body = toJson(answer);
    return { operation: 'act', act: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body }) };
  },

  refuse: (failure, incoming) => shapesFor(incoming.headers).protocol.refuse(failure, incoming),
} as const satisfies Protocol;
