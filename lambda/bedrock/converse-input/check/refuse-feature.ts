import type { Feature } from '../../../chat/chat-request.ts';
import { Failure } from '../../../chat/failure.ts';
import type { Model } from '../../../models/resolve-model.ts';

/** Refuses what this model does not support. The client's protocol adds the name of the field. */
export function refuseFeature(feature: Feature, { alias }: Model, why: string): Failure {
  return new Failure('invalid-request', `the model ${alias} ${why}`, { feature });
}
