/** A tool's input for a library that wants it as a zod schema. */
export function toZod(z, { fields }) {
  return z.object(Object.fromEntries(fields.map((name) => [name, z.string()])));
}
