import { findAsked } from '../ask/find-asked.ts';
import { startProgress } from '../progress.ts';
import { toWords } from '../stage/to-words.ts';
import { askAll } from './ask-all.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { helpText } from './help-text.ts';
import { readKnownDocuments } from './known-documents.ts';
import { questions } from './questions/questions.ts';
import { toReport } from './report.ts';
import { summarize, summarizeByLanguage } from './summarize.ts';
import { findFaults } from './thresholds.ts';

try {
  const commandLine = readCommandLine(process.argv.slice(2), process.env);
  if (commandLine) await evaluate(commandLine);
  else console.log(helpText);
} catch (error) {
  console.error(toWords(error));
  process.exitCode = 1;
}

async function evaluate({ where, name, key, thresholds, isJson }: CommandLine): Promise<void> {
  const asked = await findAsked(where, { name, key });
  const documents = await readKnownDocuments();
  const { verdicts, failed } = await askAll(asked, { questions, documents, progress: startProgress(process.stderr) });
  const summary = summarize(verdicts);
  const faults = findFaults(summary, failed.length, thresholds);
  const result = { name: asked.name, summary, byLanguage: summarizeByLanguage(verdicts), faults, failed, verdicts };
  console.log(isJson ? JSON.stringify(result, null, 2) : toReport(asked.name, verdicts, failed).join('\n'));
  if (faults.length === 0) return;
  console.error(`\n${faults.join('\n')}`);
  process.exitCode = 1;
}
