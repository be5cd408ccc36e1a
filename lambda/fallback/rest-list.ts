import type { Model } from '../models/resolve-model.ts';

/** Bedrock throttles by the minute; a model that failed is asked again within one. */
const restMs = 20_000;

/**
 * Models of this environment that have just failed, and rest: they are asked last. So only one request in a while pays for
 * finding out that a model is throttled.
 */
export function restList(now: () => number = Date.now) {
  const until = new Map<string, number>();
  const isResting = ({ alias }: Model) => (until.get(alias) ?? 0) > now();
  return {
    add({ alias }: Model): void {
      until.set(alias, now() + restMs);
    },
    /** The same models, those that rest behind the others. */
    last: (models: readonly Model[]): readonly Model[] => [
      ...models.filter((model) => !isResting(model)),
      ...models.filter(isResting),
    ],
  };
}
