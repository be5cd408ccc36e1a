import { embeddingPurposes } from '../../embedding.ts';
import { nullish } from '../../read/accepted.ts';
import type { Ignored } from '../../read/ignored.ts';
import { invalid } from '../../read/invalid.ts';
import { parseJson } from '../../read/parse-json.ts';
import { listOf, nonEmptyText, number, object, oneOf, orText, type Shape, text } from '../../read/shape.ts';
import { notUsed } from '../openai/not-used.ts';
import type { AskedModel } from '../protocol.ts';
import { type Encoding, encodings, toFormat } from './encode-list.ts';

/** OpenAI's own limit. */
const maxTexts = 2048;

/** Its clients may send what they call tokens: numbers of another model's. */
const oneText: Shape<string> = (value, field) => {
  if (typeof value === 'number' || Array.isArray(value))
    throw invalid(field, 'must be a text, and no list of tokens, which are another model’s: send the text itself');
  return nonEmptyText(value, field);
};

const request = object({
  ...notUsed,
  input: orText(listOf(oneText, { min: 1, max: maxTexts }), (value, field) => [nonEmptyText(value, field)]),
  model: nullish(text),
  dimensions: nullish(number({ min: 1, isWhole: true })),
  encoding_format: nullish(oneOf(encodings)),
  /** Cohere's name for it, which other APIs have taken over. OpenAI has none. */
  input_type: nullish(oneOf(embeddingPurposes)),
});

export function parseRequest(body: Buffer): AskedModel {
  const ignored: Ignored = new Set();
  const asked = request(parseJson(body), '', ignored);
  const { input: texts, model, dimensions, input_type: purpose = 'search_document' } = asked;
  const encoding: Encoding = asked.encoding_format ?? 'float';
  const { format, take } = toFormat(encoding);
  return {
    operation: 'embed',
    chat: {
      ...(model !== undefined && { model }),
      // The deployment's system prompt is nothing of theirs.
      system: [],
      turns: [{ role: 'user', content: texts.map((each) => ({ kind: 'text', text: each })) }],
      maxTokens: 0,
    },
    embedding: { texts, dimensions, purpose, take },
    format,
    ignored,
  };
}
