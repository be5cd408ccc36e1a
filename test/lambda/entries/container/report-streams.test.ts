import { afterEach, expect, test, vi } from 'vitest';
import { reportStreams } from '../../../../lambda/entries/container/report-streams.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('the answers at once are written as a metric every so often, none at all, too', () => {
  vi.useFakeTimers();
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'rivulet-dev');
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const counts = [3, 0];
  reportStreams(() => counts.shift() ?? 0, 15_000);
  vi.advanceTimersByTime(30_000);
  const metrics = lines.map((line) => JSON.parse(line));
  expect(metrics).toMatchObject([
    { service: 'rivulet-dev', Streams: 3, _aws: { CloudWatchMetrics: [{ Namespace: 'Rivulet' }] } },
    { service: 'rivulet-dev', Streams: 0 },
  ]);
});
