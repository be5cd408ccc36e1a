import { expect, test } from 'vitest';
import type { Service } from '../../../local/services/service.ts';
import { startServices } from '../../../local/services/start-services.ts';
import { readHandMade } from '../template/hand-made.ts';

const setup = { api: readHandMade(), bedrock: 'stand-in', shell: {} } as const;

/** A service that records what happens to it. */
function toService(name: string, told: string[], changes: Partial<Service> = {}): Service {
  return {
    isNeeded: () => true,
    async start() {
      told.push(`${name} starts`);
      const close = async () => void told.push(`${name} closes`);
      return { variables: { [`AWS_ENDPOINT_URL_${name}`]: `http://127.0.0.1/${name}` }, close };
    },
    ...changes,
  };
}

test('the services that a stack needs are started, and their variables reach the functions', async () => {
  const told: string[] = [];
  const services = [toService('ONE', told), toService('NOT', told, { isNeeded: () => false }), toService('TWO', told)];
  const running = await startServices(services, setup);
  expect(running.variables).toEqual({
    AWS_ENDPOINT_URL_ONE: 'http://127.0.0.1/ONE',
    AWS_ENDPOINT_URL_TWO: 'http://127.0.0.1/TWO',
  });
  await running.close();
  expect(told).toEqual(['ONE starts', 'TWO starts', 'ONE closes', 'TWO closes']);
});

test('if one does not start, those before it are closed', async () => {
  const told: string[] = [];
  const failing = toService('TWO', told, { start: () => Promise.reject(new Error('TWO is broken')) });
  await expect(startServices([toService('ONE', told), failing], setup)).rejects.toThrow('TWO is broken');
  expect(told).toEqual(['ONE starts', 'ONE closes']);
});
