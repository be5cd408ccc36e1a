import type { CallerOptions } from './caller-options.ts';

interface Example {
  readonly what: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body?: string;
}

const json = 'content-type: application/json';

const examples: readonly Example[] = [
  { what: 'text, as it is written', path: '', headers: [] },
  { what: 'your own question', path: 'chat', headers: [json], body: '{"message":"What is Rivulet?"}' },
  {
    what: 'server-sent events',
    path: 'chat',
    headers: [json, 'accept: text/event-stream'],
    body: '{"message":"What is Rivulet?"}',
  },
  {
    what: 'one JSON answer',
    path: 'chat',
    headers: [json, 'accept: application/json'],
    body: '{"message":"What is Rivulet?"}',
  },
];

function fromDocuments(model: string): Example {
  return {
    what: 'an answer from documents, with its sources',
    path: 'chat',
    headers: [json, 'accept: text/event-stream'],
    body: JSON.stringify({ model, message: 'What is Rivulet?' }),
  };
}

/**
 * Commands to paste, one for each answer format, each with a comment above it.
 * @param knowledge the names that answer from documents: one more command asks the first
 */
export function toCurlLines(
  url: string,
  { curl, variables, note = '' }: CallerOptions,
  knowledge: readonly string[],
): string[] {
  const all = [...examples, ...knowledge.slice(0, 1).map(fromDocuments)];
  const commands = all.flatMap(({ what, path, headers, body }) => {
    const options = [...curl, ...headers.map((header) => `--header '${header}'`)];
    const data = body === undefined ? [] : [`--data '${body}'`];
    return [`# ${what}`, ['curl --no-buffer', ...options, ...data, `'${url}${path}'`].join(' ')];
  });
  return [...commands, `# or, for the commands of the docs${note}`, [`export URL='${url}'`, ...variables].join(' ')];
}
