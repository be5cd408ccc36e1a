import { readOptions } from '../read-options.ts';
import { readWhere, type Where, whereOptions } from '../stage/where.ts';
import { type Measured, measures, type Thresholds } from './thresholds.ts';

export interface CommandLine {
  readonly where: Where;
  readonly name: string | undefined;
  readonly key: string | undefined;
  readonly thresholds: Thresholds;
  readonly isJson: boolean;
  /** The file with other questions than those about this project. */
  readonly questions: string | undefined;
  /** The folder of the documents that they are about. */
  readonly folder: string | undefined;
}

const text = { type: 'string' } as const;

/** Undefined for help. Throws an error that says what is allowed. */
export function readCommandLine(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
): CommandLine | undefined {
  const { values, positionals } = readOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      ...whereOptions,
      questions: text,
      folder: text,
      key: text,
      'least-hit': text,
      'least-first': text,
      'least-cited': text,
      'least-told': text,
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { questions, folder } = values;
  if (folder !== undefined && questions === undefined) throw new Error('--folder is for --questions');
  const [name, ...more] = positionals;
  if (more.length > 0) throw new Error(`${more.join(' ')}: one name at a time`);
  return {
    where: readWhere(values, variables),
    name,
    // An empty variable is none.
    key: values.key ?? (variables['RIVULET_KEY'] || undefined),
    thresholds: Object.fromEntries(measures.flatMap((measure) => readLeast(measure, values[`least-${measure}`]))),
    isJson: values.json,
    questions,
    folder,
  };
}

function readLeast(measure: Measured, written: string | undefined): [Measured, number][] {
  if (written === undefined) return [];
  const least = /^\d{1,3}(?:\.\d+)?$/.test(written) ? Number(written) : NaN;
  if (least <= 100) return [[measure, least]];
  throw new Error(`--least-${measure} is ${written}: allowed is a percent, a number from 0 to 100`);
}
