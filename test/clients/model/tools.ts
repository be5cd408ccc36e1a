import type { findTask } from '../questions.ts';

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Tool {
  readonly name: string;
  readonly inputSchema: { readonly json?: Readonly<Record<string, unknown>> | undefined };
}

type Task = NonNullable<ReturnType<typeof findTask>>;
type ToInput = (task: Task, pathField: string) => ToolCall['input'];

const writeFile: ToInput = ({ line, file }, pathField) => ({ [pathField]: file, content: `${line}\n` });
const readFile: ToInput = ({ file }, pathField) => ({ [pathField]: file });

/** The clients' tools, by name. */
const writers: Readonly<Record<string, ToInput>> = {
  Write: writeFile,
  write: writeFile,
  write_file: writeFile,
  editor: ({ line, file }) => ({ path: file, new_text: `${line}\n` }),
  apply_patch: ({ line }) => ({ input: `*** Begin Patch\n*** Add File: notes.txt\n+${line}\n*** End Patch\n` }),
  exec_command: ({ line, file }) => ({ cmd: `echo '${line}' > '${file}'` }),
};

const readers: Readonly<Record<string, ToInput>> = {
  Read: readFile,
  read: readFile,
  read_file: readFile,
  read_files: ({ file }) => ({ files: [{ path: file }] }),
  exec_command: ({ file }) => ({ cmd: `cat '${file}'` }),
};

export function write(tools: readonly Tool[], task: Task): readonly ToolCall[] {
  return callOne(writers, tools, task);
}

/** Twice, in parallel. */
export function read(tools: readonly Tool[], task: Task): readonly ToolCall[] {
  const calls = callOne(readers, tools, task);
  return [...calls, ...calls];
}

function callOne(known: Readonly<Record<string, ToInput>>, tools: readonly Tool[], task: Task): readonly ToolCall[] {
  for (const [name, toInput] of Object.entries(known)) {
    const tool = tools.find((offered) => offered.name === name);
    if (tool) return [{ name, input: toInput(task, findPathField(tool)) }];
  }
  return [];
}

/** Tools of the same name differ in what they call the file: `path`, `filePath`, `file_path`. */
function findPathField({ inputSchema: { json } }: Tool): string {
  const names = Object.keys(json?.['properties'] ?? {});
  return names.find((name) => /^(file_?)?path$/i.test(name)) ?? 'path';
}
