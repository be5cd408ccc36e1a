import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../lambda');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

test('nothing pipes into the response stream: a source that throws would end the process (docs/decisions/0002)', () => {
  expect(sources.length).toBeGreaterThan(20);
  for (const file of sources)
    expect(readFileSync(path.join(folder, file), 'utf8'), file).not.toMatch(/\bpipeline\(|\.pipe\(/);
});

test('the way of a request fits one screen', () => {
  expect(readFileSync(path.join(folder, 'handle.ts'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
