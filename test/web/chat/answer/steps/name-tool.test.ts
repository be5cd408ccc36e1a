import { expect, test } from 'vitest';
import { nameTool } from '../../../../../web/chat/answer/steps/name-tool.ts';

test.each([
  ['search_docs', 'Search docs'],
  ['searchDocs', 'Search docs'],
  ['list-open--issues', 'List open issues'],
  ['clock', 'Clock'],
  ['_find2_', 'Find2'],
  // A model calls what it likes.
  ['a\u202Ebc\u200B <b>', 'A bc b'],
])('the tool %j is named %j', (name, words) => expect(nameTool(name)).toBe(words));
