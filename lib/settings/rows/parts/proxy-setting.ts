import { z } from 'zod';
import { json } from '../field.ts';

/** A function, not one of its versions or aliases. */
const functionArn = /^arn:aws[\w-]*:lambda:[a-z]{2,4}(-[a-z]+)+-\d:\d{12}:function:[\w-]{1,64}$/;

/** http is for a backend on this machine: check-proxies.ts. */
function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.search &&
    !url.hash &&
    !/[{}'"\s]/.test(text)
  );
}

const target = z
  .string()
  .refine(
    (text) => functionArn.test(text) || isAddress(text),
    'a URL with https, without a user, ? and #; or the ARN of a function, without a version',
  );

/** What the backend asks of whoever calls it: a header whose value is a secret of Secrets Manager. */
const credential = z.strictObject({
  header: z
    .string()
    .regex(/^(?!x-rivulet-|host$|connection$|content-length$|transfer-encoding$)[a-z][a-z0-9-]{0,63}$/)
    .default('authorization'),
  secret: z.string().regex(/^[\w/+=.@-]{1,512}$/),
});

const proxy = z.strictObject({
  to: target,
  credential: credential.readonly().exactOptional(),
  seconds: z.number().min(0.05).max(900).default(900),
});

export type ProxySetting = Readonly<z.output<typeof proxy>>;

export function isFunction({ to }: Pick<ProxySetting, 'to'>): boolean {
  return functionArn.test(to);
}

/** Path → what answers there and below. */
export const proxies = json(
  z
    .record(
      z.string().regex(/^\/[a-z0-9][a-z0-9-]{0,31}$/, 'a path is / and 1 to 32 lower-case letters, digits or dashes'),
      z.preprocess((value) => (typeof value === 'string' ? { to: value } : value), proxy.readonly()),
    )
    .readonly(),
  'an object that maps each path of one part, such as /python, to a URL with https, to the ARN of a function, or to {"to", "credential": {"header", "secret"}, "seconds"}',
);
