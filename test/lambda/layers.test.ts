import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../lambda');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** From the top down. A file imports from its own layer and from those below it, never from above. */
const layers: readonly (readonly string[])[] = [
  ['entries'],
  ['prewarm'],
  ['environment.ts', 'handle.ts', 'to-question.ts'],
  ['protocols', 'web-page', 'wrappers.ts'],
  ['bedrock', 'fallback', 'observe'],
  ['time'],
  ['http'],
  ['source.ts', 'around.ts'],
  ['config.ts'],
  ['models'],
  ['read'],
  ['access'],
  ['chat'],
];

function layerOf(file: string): number {
  const [room = ''] = file.split('/');
  return layers.findIndex((rooms) => rooms.includes(room));
}

/** What a file imports of lambda/, by path from there. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(folder, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, specifier = '']) =>
    path.join(path.dirname(file), specifier),
  );
}

test('every file has its layer', () => {
  expect(sources.filter((file) => layerOf(file) < 0)).toEqual([]);
});

test('no import runs up', () => {
  const up = sources.flatMap((file) =>
    importsOf(file)
      .filter((imported) => layerOf(imported) < layerOf(file))
      .map((imported) => `${file} → ${imported}`),
  );
  expect(up).toEqual([]);
});

test('what is bundled knows the clients’ SDKs by their types only', () => {
  const bundling = sources.filter((file) =>
    /^import (?!type\b)[^;]* from '(openai|ai|@anthropic-ai\/sdk)[/']/m.test(
      readFileSync(path.join(folder, file), 'utf8'),
    ),
  );
  expect(bundling).toEqual([]);
});

test('our words and the protocols know no AWS SDK', () => {
  const knowing = sources.filter(
    (file) =>
      /^(chat|protocols|read|models|http|time)\//.test(file) &&
      /from '@(aws-sdk|smithy)\//.test(readFileSync(path.join(folder, file), 'utf8')),
  );
  expect(knowing).toEqual([]);
});
