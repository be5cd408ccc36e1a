import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DefaultChatTransport, UIMessage } from 'ai';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wholeAnswers } from '../fixtures/answers/answers.ts';
import { replay } from '../fixtures/answers/replay.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { codeBlocks, projectFolder, readDoc } from './markdown.ts';

const sections = readDoc('docs/protocols.md').split(/^## /m);
const routes = readDoc('docs/protocols.md').matchAll(/^\| \[(.+?)\]\(#.+?\) \| `POST (.+?)`/gm);
/** Vectors are no stream: test/docs/commands.test.ts asks for them. */
const streamed = [...routes].filter(([, title]) => title !== 'OpenAI Embeddings');
const examples = streamed.map(([, title = '', route = '']) => {
  const section = sections.find((text) => text.startsWith(title)) ?? '';
  const [body = ''] = codeBlocks(section, 'json');
  const [answer = ''] = codeBlocks(section, 'event-stream');
  return { title, route, body, answer };
});

/** An example leaves things out with an ellipsis. */
function toPattern(example: string): RegExp {
  const literal = example.trimEnd().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('…', '[^\\n]*?')}$`);
}

describe('what goes over the wire is as docs/protocols.md shows it', () => {
  const bytes = wholeAnswers.find(({ name }) => name === 'scenario hello')?.bytes ?? new Uint8Array();

  test('for every protocol but the native one', () => {
    expect(examples.map(({ route }) => route)).toEqual([
      '/v1/chat/completions',
      '/v1/responses',
      '/v1/messages',
      '/api/chat',
    ]);
  });

  test.each(examples)('$title', async ({ route, body, answer }) => {
    const { text } = await replay(route, bytes, JSON.parse(body));
    expect(text.trimEnd()).toMatch(toPattern(answer));
  });
});

describe('the page of docs/protocols.md', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ modelNames: { haiku: 'normal' } });
  });
  afterAll(() => stage.close());

  test('is a program, and its transport brings an answer', async () => {
    const [page = ''] = codeBlocks(readDoc('docs/protocols.md'), 'tsx');
    const { code } = await transform(page, { loader: 'tsx', jsx: 'automatic' });
    expect(code).toContain('useChat');
    const [made = ''] = /const transport = new DefaultChatTransport\(.*?\}\);/s.exec(page) ?? [];
    const [URL, KEY] = [stage.url, stage.apiKey].map((value) => JSON.stringify(value));
    const file = path.join(projectFolder, 'dist/docs-page.ts');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(
      file,
      `import { DefaultChatTransport } from 'ai';\nconst URL = ${URL};\nconst KEY = ${KEY};\nexport ${made}\n`,
    );
    const { transport }: { transport: DefaultChatTransport<UIMessage> } = await import(file);
    await rm(file);
    const stream = await transport.sendMessages({
      chatId: 'c',
      trigger: 'submit-message',
      messageId: undefined,
      messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      abortSignal: undefined,
    });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);
    expect(types.slice(0, 4)).toEqual(['start', 'start-step', 'text-start', 'text-delta']);
    expect(types.at(-1)).toBe('finish');
  });
});
