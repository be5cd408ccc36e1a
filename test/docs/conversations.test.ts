import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conversations } from '../../lambda/protocols/conversations/conversations.ts';
import {
  askedOf,
  type ConversationStage,
  startConversationStage,
} from '../fixtures/conversations/conversation-stage.ts';
import { codeBlocks, projectFolder, readDoc } from './markdown.ts';

const doc = readDoc('docs/conversations.md');
const examples = codeBlocks(doc, 'json').map((block): Record<string, unknown> => JSON.parse(block));

let stage: ConversationStage;
beforeAll(async () => {
  stage = await startConversationStage({ modelNames: { haiku: 'hello' } });
});
afterAll(() => stage.close());

const environment = () => ({ ...process.env, URL: stage.url, KEY: stage.alice.key });

describe('what docs/conversations.md shows', () => {
  test('begins a conversation with curl, and is answered and kept as it shows', async () => {
    const command = codeBlocks(doc, 'sh').find((block) => block.startsWith('curl')) ?? '';
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { env: environment() });
    const answer: Record<string, unknown> = JSON.parse(stdout);
    const [shown = {}, line = {}] = examples;
    // The example leaves out what other answers have as well.
    expect(answer).toMatchObject(Object.fromEntries(Object.keys(shown).map((name) => [name, expect.any(String)])));
    const transcript = await stage.alice.request(`conversations/${String(answer['conversationId'])}`);
    const kept: Record<string, unknown> = JSON.parse(await transcript.text());
    expect(Object.keys(kept)).toEqual(Object.keys(line));
    expect(kept).toMatchObject({ parent: line['parent'], status: line['status'], question: line['question'] });
    expect(Object.keys(Object(kept['usage']))).toEqual(Object.keys(Object(line['usage'])));
  });

  test.each(codeBlocks(doc, 'ts').map((program, index) => ({ program, index })))(
    'program $index runs as it is',
    async ({ program, index }) => {
      const file = path.join(projectFolder, `dist/docs-conversations-${index}.ts`);
      await mkdir(path.dirname(file), { recursive: true });
      const around = [
        "import OpenAI from 'openai';",
        'const client = new OpenAI({ baseURL: `${process.env.URL}v1`, apiKey: process.env.KEY });',
        "const request = { model: 'haiku', messages: [{ role: 'user' as const, content: 'Hi' }] };",
        program,
        `console.log(${program.includes('const next') ? 'next.output_text' : 'data.choices[0].message.content'});`,
      ];
      await writeFile(file, around.join('\n'));
      const { stdout } = await promisify(execFile)(process.execPath, [file], { env: environment() });
      await rm(file);
      expect(stdout).toBe('Hello!\n');
      if (!program.includes('previous_response_id')) return;
      expect(askedOf(stage, 'What is my name?').at(-1)?.body).toMatchObject({ messages: [{}, {}, {}] });
    },
  );

  test('has the routes that there are', () => {
    const section = doc.split('### What was kept')[1]?.split('\n#')[0] ?? '';
    const shown = [...section.matchAll(/(GET|POST|PATCH|DELETE) (\/conversations[\w/{}]*)/g)].map(
      ([, method, at]) => `${method} ${at}`,
    );
    expect(new Set(shown)).toEqual(new Set(conversations.routes.map((route) => `${route.method} ${route.path}`)));
  });
});
