import { oneOf } from './field.ts';
import { container as parts } from './parts/place/container-setting.ts';
import { setting } from './setting.ts';

export const container = {
  backend: setting(
    oneOf('lambda', 'container').default('lambda'),
    'what answers: a function, of which each answer has an environment for itself, or [a container](container.md) on Fargate that gives many answers at once. The URL and the keys stay as they are',
  ),
  container: setting(
    parts.prefault({ vcpu: 1, memoryGb: 2, tasks: { least: 1, most: 4 }, streams: 500, network: 'nat' }),
    'with `backend: container`, [how large it is, how many there are, and in which network](container.md#settings)',
  ),
};
