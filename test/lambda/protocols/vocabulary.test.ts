import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../lambda');
/** But what reads agents elsewhere: their words are their own, and some of them the same. */
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('runtimes/read/'),
);

/** Words that only a client of one protocol knows. */
const vocabularies: [home: string, words: RegExp][] = [
  ['protocols/openai-chat/', /finish_reason\b|\btool_calls\b|chat\.completion|max_completion_tokens|reasoning_content/],
  [
    'protocols/openai-responses/',
    /response\.(created|output)|encrypted_content|function_call_output|max_output_tokens|input_text/,
  ],
  ['protocols/openai', /parallel_tool_calls|safety_identifier|server_error/],
  [
    'protocols/anthropic-messages/',
    /content_block|message_delta|message_stop|tool_use_id|input_json|stop_sequences|redacted_thinking/,
  ],
  ['protocols/ui-messages/', /toolCallId|providerExecuted|finish-step|messageMetadata|errorText/],
  ['protocols/models/', /owned_by|display_name/],
  ['protocols/native', /stopSequences: optional|'tool-input'|application\/x-ndjson/],
];

/** Without the lists of what a sister API calls a field: they are there to refuse it. */
function readSource(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8').replaceAll(/misplaced\(\{[^}]*\}\)/g, '');
}

test.each(vocabularies)('the words of %s are used nowhere else', (home, words) => {
  const abroad = sources.filter((file) => !file.startsWith(home) && words.test(readSource(file)));
  expect(abroad).toEqual([]);
  expect(sources.some((file) => file.startsWith(home))).toBe(true);
});
