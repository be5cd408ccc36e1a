import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readCommandLine as readEvaluation } from '../../scripts/evaluate/command-line.ts';
import { readCommandLine as readKnowledge } from '../../scripts/knowledge/command-line.ts';
import { codeBlocks, docFiles, readDoc } from './markdown.ts';

/** The commands that the docs show, without what comments say behind them. */
const lines = docFiles
  .flatMap((file) => ['sh', 'console', ''].flatMap((language) => codeBlocks(readDoc(file), language)))
  .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'));

/** What the shell gives to the program. Some lines stand for many: `sync | list`. */
function argumentsOf(name: string): string[][] {
  const command = new RegExp(
    `^(?:\\$ )?(?:\\w+=\\S+ )?npm run (?:--silent )?${name}(?: -- (?<given>[^#[|<>]+))?(?:#.*)?$`,
  );
  return lines
    .flatMap((line) => command.exec(line)?.groups?.['given'] ?? [])
    .map((given) => execFileSync('bash', ['-c', `printf '%s\\n' ${given}`], { encoding: 'utf8' }))
    .map((words) => words.split('\n').filter((word) => word !== ''));
}

test('the commands for knowledge that the docs show are understood', () => {
  for (const args of argumentsOf('knowledge')) expect(() => readKnowledge(args), args.join(' ')).not.toThrow();
});

test('so are those for its evaluation', () => {
  for (const args of argumentsOf('evaluate')) expect(() => readEvaluation(args), args.join(' ')).not.toThrow();
});
