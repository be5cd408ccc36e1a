import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { allowedBy } from '../lib/settings/rows/field.ts';
import { rowOf } from '../lib/settings/rows/setting.ts';
import { groups } from '../lib/settings/settings.ts';
import { root } from './build-options.ts';

const file = path.join(root, 'docs/settings.md');

/** docs/settings.md with its tables of settings written from the code; everything else stays. */
export function withSettingTables(text: string): string {
  return Object.entries(groups).reduce((written, [heading, group]) => withTable(written, heading, group), text);
}

/** Replaces the table below a group's heading. */
function withTable(text: string, heading: string, group: Readonly<Record<string, z.ZodType>>): string {
  const [before = '', rest] = text.split(`\n## ${heading}\n`);
  if (rest === undefined)
    throw new Error(`docs/settings.md has no heading ${heading}, but lib/settings/settings.ts does: add the heading`);
  const after = rest.replace(/^\n(\|.*\n)*/, '');
  return `${before}\n## ${heading}\n\n${toTable(group)}${after}`;
}

function toTable(group: Readonly<Record<string, z.ZodType>>): string {
  const rows = Object.entries(group).map(([name, field]) => {
    const { sentence, whenUnsaid } = rowOf(field);
    return `| \`${name}\` | ${whenUnsaid} | ${allowedBy(field).replaceAll('|', '\\|')} | ${sentence} |\n`;
  });
  return ['| setting | default | allowed | |\n', '|---|---|---|---|\n', ...rows].join('');
}

if (import.meta.main) writeFileSync(file, withSettingTables(readFileSync(file, 'utf8')));
