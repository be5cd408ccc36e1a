import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../lambda');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** From the top down. A file imports from its own layer and from those below it, never from above. */
const layers: readonly (readonly string[])[] = [
  ['entries'],
  ['prewarm'],
  ['environment.ts', 'handle.ts', 'to-question.ts', 'live'],
  ['protocols', 'web-page', 'features.ts'],
  [
    'agents',
    'runtimes',
    'knowledge',
    'bedrock',
    'fallback',
    'split',
    'observe',
    'table',
    'budgets',
    'cancel',
    'conversations',
    'days',
    'files',
    'embeddings',
  ],
  ['time', 'begun.ts'],
  ['http'],
  ['agent-refusal.ts', 'service-error.ts', 'sign.ts'],
  ['source.ts', 'around.ts', 'asked-turn.ts', 'embedding.ts'],
  ['config.ts'],
  ['usage'],
  ['models'],
  ['access'],
  ['read'],
  ['chat'],
];

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function layerOf(file: string): number {
  return layers.findIndex((rooms) => rooms.includes(roomOf(file)));
}

/** What only some rooms may import: packages, and a room of our own. */
const knownTo: Readonly<Record<string, readonly string[]>> = {
  '@aws-sdk/': ['bedrock', 'prewarm', 'sign.ts'],
  '@smithy/': ['bedrock', 'files', 'prewarm', 'runtimes', 'sign.ts', 'table'],
  'aws-lambda': ['entries'],
  '@strands-agents/': ['agents'],
  '@modelcontextprotocol/': ['agents'],
  'bedrock/': [
    'agents',
    'bedrock',
    'embeddings',
    'environment.ts',
    'fallback',
    'features.ts',
    'files',
    'knowledge',
    'prewarm',
    'runtimes',
    'table',
  ],
};

function isOutside(imported: string): boolean {
  return imported.startsWith('../');
}

function readSource(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** What a text imports, at once, when it needs it, or as a type. */
function readImports(text: string): string[] {
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
}

/** What a file imports: packages by their names, files of lambda/ by their paths from there. */
function importsOf(file: string): string[] {
  return readImports(readSource(file)).map((specifier) =>
    specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : specifier,
  );
}

test.each([
  ["import { a } from 'x';"],
  ["import {\n  a,\n  type B,\n} from 'x';"],
  ["import type { B } from 'x';"],
  ["export { a } from 'x';"],
  ["import 'x';"],
  ["const { a } = await import('x');"],
  ["await import(\n  'x',\n);"],
  ["let b: import('x').B;"],
])('an import is seen however it is written: %j', (text) => {
  expect(readImports(text)).toEqual(['x']);
});

test('every file has its layer', () => {
  expect(sources.filter((file) => layerOf(file) < 0)).toEqual([]);
});

test('no file imports from a higher layer', () => {
  const up = sources.flatMap((file) =>
    importsOf(file)
      .filter((imported) => imported.endsWith('.ts') && !isOutside(imported) && layerOf(imported) < layerOf(file))
      .map((imported) => `${file} → ${imported}`),
  );
  expect(up).toEqual([]);
});

test('of what is outside lambda/, only the list of the deployer’s agents is imported', () => {
  const out = sources.flatMap((file) =>
    importsOf(file).flatMap((imported) => (isOutside(imported) ? `${file} → ${imported}` : [])),
  );
  expect(out).toEqual(['agents/with-agents.ts → ../agents/index.ts']);
});

test('what is bundled knows the clients’ SDKs by their types only', () => {
  const sdk = "'(openai|ai|@anthropic-ai/sdk)[/']";
  const bundled = new RegExp(`^(import|export) (?!type\\b)[^;]* from ${sdk}|await import\\(\\s*${sdk}`, 'm');
  expect(sources.filter((file) => bundled.test(readSource(file)))).toEqual([]);
});

test.each(Object.entries(knownTo))('%s is known to %j only', (known, rooms) => {
  const knowing = sources.filter((file) => importsOf(file).some((imported) => imported.startsWith(known)));
  expect(knowing).not.toEqual([]);
  expect(knowing.filter((file) => !rooms.includes(roomOf(file)))).toEqual([]);
});
