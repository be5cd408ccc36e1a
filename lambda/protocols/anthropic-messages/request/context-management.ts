import { invalid } from '../../../read/invalid.ts';
import { nullish } from '../../../read/accepted.ts';
import { listOf, object, type Shape, text } from '../../../read/shape.ts';

/** Edits that save tokens: without them an answer says the same, of a longer prompt. */
const isSaving = /^(clear_tool_uses|clear_thinking|compact)_\d+$/;

const edit: Shape<string> = (value, field) => {
  const type = text(
    typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined,
    `${field}.type`,
  );
  if (isSaving.test(type)) return type;
  throw invalid(`${field}.type`, 'is not supported: only edits that save tokens may be sent, and none is made');
};

/** Accepted and not used. */
export const contextManagement = object({ edits: nullish(listOf(edit, { max: 16 })) });
