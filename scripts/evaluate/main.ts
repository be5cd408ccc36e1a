import path from 'node:path';
import { findAsked } from '../ask/find-asked.ts';
import { startProgress } from '../progress.ts';
import { runCommand } from '../stage/run-command.ts';
import { askAll } from './ask-all.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { helpText } from './help-text.ts';
import { readKnownDocuments } from './known-documents.ts';
import { questions as aboutRivulet } from './questions/questions.ts';
import { readQuestions } from './questions/read-questions.ts';
import { toReport } from './report.ts';
import { summarize, summarizeByLanguage } from './summarize.ts';
import { findFaults } from './thresholds.ts';

await runCommand({ read: readCommandLine, helpText, run: evaluate });

async function evaluate(commandLine: CommandLine): Promise<void> {
  const { name, key, thresholds, isJson, folder } = commandLine;
  // npm starts it in the project, and tells where it was typed.
  const typedIn = process.env['INIT_CWD'] ?? process.cwd();
  const documents = await readKnownDocuments(folder === undefined ? undefined : path.resolve(typedIn, folder));
  const questions =
    commandLine.questions === undefined ? aboutRivulet : await readQuestions(commandLine.questions, typedIn, documents);
  const asked = await findAsked(commandLine.where, { name, key });
  const { verdicts, failed } = await askAll(asked, { questions, documents, progress: startProgress(process.stderr) });
  const summary = summarize(verdicts);
  const faults = findFaults(summary, failed.length, thresholds);
  const result = { name: asked.name, summary, byLanguage: summarizeByLanguage(verdicts), faults, failed, verdicts };
  console.log(isJson ? JSON.stringify(result, null, 2) : toReport(asked.name, verdicts, failed).join('\n'));
  if (faults.length === 0) return;
  console.error(`\n${faults.join('\n')}`);
  process.exitCode = 1;
}
