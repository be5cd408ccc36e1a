import { expect, test } from 'vitest';
import { readContainerConfig } from '../../../../lambda/entries/container/container-config.ts';

test('a process is reached from its own machine only, unless it is told otherwise', () => {
  expect(readContainerConfig({ RIVULET_ORIGIN: 'secret' })).toEqual({
    originSecret: 'secret',
    host: '127.0.0.1',
    port: 8080,
    mostStreams: 500,
    mostBodyBytes: 268_435_456,
    graceMs: 100_000,
    streamsEveryMs: 15_000,
  });
  expect(readContainerConfig({ HOST: '0.0.0.0', PORT: '80' })).toMatchObject({ host: '0.0.0.0', port: 80 });
});

test.each(['many', '-1', '1.5', 'NaN'])('a number that is %s is refused by its name', (written) => {
  expect(() => readContainerConfig({ RIVULET_MOST_STREAMS: written })).toThrow(
    'RIVULET_MOST_STREAMS must be a whole number',
  );
});
