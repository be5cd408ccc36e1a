import { Failure } from '../../chat/failure.ts';
import type { Answered } from '../../files/bucket/ask.ts';

export function notMet(): Failure {
  return new Failure('precondition-failed', 'the file is not the one that the condition means: it has changed');
}

/** S3 says in its error how large the file is. */
export function notThere({ said }: Answered): Failure {
  const [, bytes = '*'] = /<ActualObjectSize>(\d+)</.exec(said) ?? [];
  const message = `Range: the file has ${bytes} bytes, and none of them is in it`;
  return new Failure('range-not-satisfiable', message, { headers: { 'content-range': `bytes */${bytes}` } });
}

export function tooLarge(bytes: number, mostBytes: number): Failure {
  return new Failure(
    'too-large',
    `this would be ${bytes} bytes, and an answer can have ${mostBytes}: ask for parts of it with the header Range, such as bytes=0-${mostBytes - 1}`,
  );
}
