import { askChat } from '../ask/ask-chat.ts';
import { findAsked } from '../ask/find-asked.ts';
import { startProgress } from '../progress.ts';
import { findApi } from '../stage/find-api.ts';
import { runCommand } from '../stage/run-command.ts';
import type { Where } from '../stage/where.ts';
import { type Command, readCommandLine } from './command-line.ts';
import { helpText } from './help-text.ts';
import { run } from './run.ts';
import { tellAnswer } from './tell-answer.ts';

await runCommand({
  read: readCommandLine,
  helpText,
  async run({ command, where }) {
    if (command.verb === 'ask') return ask(command, where);
    // npm starts it in the project, and tells where it was typed.
    const typedIn = process.env['INIT_CWD'] ?? process.cwd();
    const progress = startProgress(process.stderr);
    const { out, isFailed } = await run(command, await findApi(where), { progress, typedIn });
    console.log(out.join('\n'));
    if (isFailed) process.exitCode = 1;
  },
});

async function ask({ name, question, key }: Extract<Command, { verb: 'ask' }>, at: Where): Promise<void> {
  const asked = await findAsked(at, { name, key });
  const events = askChat(asked.target, { model: asked.name, message: question });
  for await (const text of tellAnswer(events)) process.stdout.write(text);
}
