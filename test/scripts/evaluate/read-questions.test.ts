import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readQuestions } from '../../../scripts/evaluate/questions/read-questions.ts';

const documents = [{ key: 'limits.md', title: 'Limits' }];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-questions-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  await writeFile(path.join(folder, 'own.json'), text);
  return readQuestions('own.json', folder, documents);
}

test('a question names the document that answers it, and one without is outside', async () => {
  const own = [
    { question: 'What is the limit?', document: 'limits.md' },
    { question: '富士山の高さは？', language: 'ja' },
  ];
  expect(await read(JSON.stringify(own))).toEqual([
    { text: 'What is the limit?', documents: ['limits.md'] },
    { text: '富士山の高さは？', language: 'ja', documents: [] },
  ]);
});

test.each([
  ['[', 'own.json is not JSON'],
  ['{}', 'own.json: it must be a list, such as [{"question": "How do I rotate a key?", "document": "access.md"}]'],
  ['[]', 'own.json: it has no questions'],
  ['["How?"]', 'own.json, question 1: it must be {"question": "…", "document": "…"}'],
  ['[{"question": "How?"}, {"document": "limits.md"}]', 'own.json, question 2: "question" must be a text'],
  ['[{"question": " "}]', 'own.json, question 1: "question" must be a text'],
  ['[{"question": "How?", "document": 1}]', 'own.json, question 1: "document" must be a path, such as guides/start.md'],
  ['[{"question": "How?", "language": "english!"}]', 'own.json, question 1: "language" must be a code, such as en'],
  ['[{"question": "How?", "documents": []}]', 'own.json, question 1: allowed are "question", "document", "language"'],
  ['[{"question": "How?", "document": "limit.md"}]', 'own.json, question 1: there is no document limit.md'],
])('%s is refused', async (text, problem) => {
  await expect(read(text)).rejects.toThrow(problem);
});

test('a file that is not there is named', async () => {
  await expect(readQuestions('none.json', folder, documents)).rejects.toThrow("none.json can't be read");
});
