import path from 'node:path';
import type { Client, Outcome, Session } from '../client.ts';
import { runCommand } from './run-command.ts';

const answerMark = 'ANSWER ';

/**
 * Asks a library, with a script that prints a line for every answer (packages/shared/script.mjs).
 * @param api which of its protocols the script shall use, for one that has several
 * @param toVariables what the library reads from its environment
 */
export function inScript(
  script: string,
  api = '',
  toVariables: (session: Session) => Readonly<Record<string, string>> = () => ({}),
): Client['ask'] {
  return async (questions, session) => {
    const { text, hasFailed } = await runCommand(
      {
        file: process.execPath,
        args: [path.join(session.installed, `${script}.mjs`)],
        env: {
          URL: session.url,
          KEY: session.key,
          MODEL: session.model,
          API: api,
          QUESTIONS: JSON.stringify(questions),
          LANGSMITH_TRACING: 'false',
          MASTRA_TELEMETRY_DISABLED: '1',
          ...toVariables(session),
        },
      },
      session,
    );
    const answers = text
      .split('\n')
      .filter((line) => line.startsWith(answerMark))
      .map((line): Outcome => ({ text: String(JSON.parse(line.slice(answerMark.length))), hasFailed: false }));
    return hasFailed ? [...answers, { text, hasFailed }] : answers;
  };
}
