import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client, Outcome, Session } from '../client.ts';
import { type Command, runCommand } from './run-command.ts';

export interface Terminal {
  /** The program's configuration: paths below its home folder. */
  readonly files?: (session: Session) => Readonly<Record<string, string>>;
  /** @param isFirst if the question starts a conversation; otherwise it continues the last one */
  readonly command: (question: string, isFirst: boolean, session: Session) => Command;
}

/** Asks a command line program, which is started anew for every question. */
export function inTerminal({ files = () => ({}), command }: Terminal): Client['ask'] {
  return async (questions, session) => {
    for (const [name, content] of Object.entries(files(session))) {
      const file = path.join(session.home, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const outcomes: Outcome[] = [];
    for (const question of questions) {
      outcomes.push(await runCommand(command(question, outcomes.length === 0, session), session));
      if (outcomes.at(-1)?.hasFailed) break;
    }
    return outcomes;
  };
}
