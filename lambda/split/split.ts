import { around } from '../around.ts';
import { resolveModel } from '../models/resolve-model.ts';
import type { Names } from '../models/names.ts';
import type { Wrapper } from '../source.ts';

/** Asks the model that has been chosen for a name whose traffic is split, and says which it is. */
export function openSplit(names: Names): Wrapper {
  return (inner) => (question) => {
    const { chosen } = question.model;
    if (chosen === undefined) return inner(question);
    const asked = inner({ ...question, model: resolveModel(chosen, { ...names, modelNames: {} }) });
    question.note({ servedBy: chosen });
    // One of its fallbacks may have answered in its place.
    return around(asked, { see: (event) => (event.type === 'message-start' ? { servedBy: chosen, ...event } : event) });
  };
}
