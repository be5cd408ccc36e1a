import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../lambda');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Words that only a client of one protocol knows. */
const vocabularies: [home: string, words: RegExp][] = [
  ['protocols/openai-chat', /finish_reason|tool_calls|chat\.completion|\[DONE\]|max_completion_tokens|image_url/],
  ['protocols/anthropic-messages', /content_block|message_delta|message_stop|tool_use_id|input_json|stop_sequences/],
  ['protocols/native', /stopSequences: optional|'tool-input'|application\/x-ndjson/],
];

test.each(vocabularies)('the words of %s stay at home', (home, words) => {
  const abroad = sources.filter(
    (file) => !file.startsWith(home) && words.test(readFileSync(path.join(folder, file), 'utf8')),
  );
  expect(abroad).toEqual([]);
  expect(sources.some((file) => file.startsWith(home))).toBe(true);
});
