import { invalid } from './invalid.ts';

/** The body as JSON. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw invalid('', 'is empty, must be a JSON object');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The parser's own message quotes the body, which is the prompt.
    throw invalid('', 'is not valid JSON in UTF-8');
  }
}
