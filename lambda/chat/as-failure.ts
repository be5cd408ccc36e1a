import { Failure } from './failure.ts';

/** What was thrown, as a failure: the `Failure` itself, or `internal` for a bug, whose details go to the log only. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure('internal', 'something failed in this deployment: give its operator the request id', {
    upstream: nameOf(thrown),
    ...(thrown instanceof Error && { thrownAt: framesOf(thrown) }),
  });
}

/** For the log: an error's name and code, unless they are too odd to be names. */
export function nameOf(error: unknown): string {
  const names = [stringIn(error, 'name') ?? typeof error, stringIn(error, 'code')];
  return names.filter((name) => name !== undefined && /^\w{1,64}$/.test(name)).join(' ') || 'unnamed';
}

/** A field of whatever was thrown, if it is text. */
export function stringIn(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function framesOf({ stack = '', message }: Error): string[] {
  const frames = stack
    .replace(message, '')
    .split('\n')
    .map((line) => line.trim());
  return frames.filter((line) => /^at .+:\d+:\d+\)?$/.test(line)).slice(0, 5);
}
