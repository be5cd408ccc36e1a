// What the scripts of all libraries share: what they are told, two tools that really run, and how they tell their answers.
import { readFileSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';

/** `url` has no slash at its end. */
export const { URL: url, KEY: key, MODEL: model, API: api } = env;
export const questions = JSON.parse(env.QUESTIONS);

export const instructions = 'Be brief.';

const path = { type: 'string', description: 'the path of the file' };
const content = { type: 'string', description: 'what to write' };

function toSchema(properties) {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** Each with its JSON schema, and the names of its fields, all of which are text. */
export const tools = [
  {
    name: 'write_file',
    description: 'Writes a file.',
    fields: ['path', 'content'],
    schema: toSchema({ path, content }),
    run: (input) => {
      writeFileSync(input.path, input.content);
      return 'written';
    },
  },
  {
    name: 'read_file',
    description: 'Reads a file.',
    fields: ['path'],
    schema: toSchema({ path }),
    run: (input) => readFileSync(input.path, 'utf8'),
  },
];

/** The harness reads these lines. */
export function tell(answer) {
  console.log(`ANSWER ${JSON.stringify(answer ?? '')}`);
}
