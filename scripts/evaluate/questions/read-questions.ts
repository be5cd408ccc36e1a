import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { KnownDocument } from '../judge.ts';
import type { Question } from './question.ts';

const language = z.string('"language" must be a code, such as en').refine((code) => {
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch {
    return false;
  }
}, '"language" must be a code, such as en');

const asked = z.strictObject(
  {
    question: z.string('"question" must be a text').trim().min(1, '"question" must be a text'),
    document: z.string('"document" must be a path, such as guides/start.md').exactOptional(),
    language: language.exactOptional(),
  },
  {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? 'allowed are "question", "document", "language"'
        : 'it must be {"question": "…", "document": "…"}',
  },
);

const file = z
  .array(asked, 'it must be a list, such as [{"question": "How do I rotate a key?", "document": "access.md"}]')
  .min(1, 'it has no questions');

/**
 * Questions of one's own, each with the document that answers it, or without: then none does.
 * @param typedIn where the file's path begins
 */
export async function readQuestions(
  name: string,
  typedIn: string,
  documents: readonly KnownDocument[],
): Promise<Question[]> {
  const { data, error } = file.safeParse(parse(name, await readText(name, typedIn)));
  if (error) {
    const lines = error.issues.map((issue) => `${name}${toPlace(issue.path[0])}: ${issue.message}`);
    throw new Error(lines.join('\n'));
  }
  const keys = new Set(documents.map(({ key }) => key));
  return data.map(({ question: text, document, language: code }, at) => {
    if (document !== undefined && !keys.has(document))
      throw new Error(`${name}${toPlace(at)}: there is no document ${document}. Name their folder with --folder`);
    return { text, documents: document === undefined ? [] : [document], ...(code !== undefined && { language: code }) };
  });
}

function toPlace(at: PropertyKey | undefined): string {
  return at === undefined ? '' : `, question ${Number(at) + 1}`;
}

async function readText(name: string, typedIn: string): Promise<string> {
  try {
    return await readFile(path.resolve(typedIn, name), 'utf8');
  } catch (error) {
    throw new Error(`${name} can't be read: name a file with questions as JSON`, { cause: error });
  }
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
