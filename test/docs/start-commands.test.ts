import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { localStageFlag, readSettings } from '../../lib/settings/read-settings.ts';
import { readCommandLine } from '../../local/start/command-line.ts';
import { codeBlocks, docFiles, readDoc } from './markdown.ts';

/** Every `npm start` of the docs with options, without what the shell does after it. */
const commands = docFiles.flatMap((file) =>
  ['sh', 'console', '']
    .flatMap((language) => codeBlocks(readDoc(file), language))
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => /^(?:\$ )?npm start -- (?<given>[^#[]+)/.exec(line)?.groups?.['given'] ?? [])
    .map((given) => ({ file, given })),
);

test('the docs show how to start it', () => {
  expect(commands.length).toBeGreaterThan(5);
});

describe.each(commands)('$file: npm start -- $given', ({ given }) => {
  test('is understood', () => {
    const said = execFileSync('bash', ['-c', `printf '%s\\n' ${given}`], { encoding: 'utf8' });
    const { context } = readCommandLine(said.trimEnd().split('\n'), {});
    expect(readSettings({ ...context, [localStageFlag]: true })).toBeDefined();
  });
});
