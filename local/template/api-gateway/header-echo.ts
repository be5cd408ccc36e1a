import type { HeaderEcho } from '../access-model.ts';

/**
 * The only template with a condition that is supported, line by line: a request header, read in two spellings, comes back as a
 * response header if its value is one of a list. The preflight answers have it, and so do those of CDK's `addCorsPreflight`.
 */
const lines = [
  String.raw`#set\(\$(?<variable>\w+) = \$input\.params\(\)\.header\.get\("(?<first>[\w-]+)"\)\)`,
  String.raw`#if\(\$\k<variable> == ""\)`,
  String.raw`#set\(\$\k<variable> = \$input\.params\(\)\.header\.get\("(?<second>[\w-]+)"\)\)`,
  String.raw`#end`,
  String.raw`#if\((?<listed>\$\k<variable> == "[^"$#\\\n]+"(?: \|\| \$\k<variable> == "[^"$#\\\n]+")*)\)`,
  String.raw`#set\(\$context\.responseOverride\.header\.(?<name>[\w-]+) = \$\k<variable>\)`,
  String.raw`#end`,
];
const pattern = new RegExp(String.raw`^${lines.join(String.raw`\r?\n[ \t]*`)}[ \t]*(?:\r?\n|$)`, 'm');

/** The header that a response template echoes, if it does, and the rest of the template. */
export function readHeaderEcho(source: string): { readonly echo?: HeaderEcho; readonly rest: string } {
  const found = pattern.exec(source);
  if (!found?.groups) return { rest: source };
  const { first = '', second = '', listed = '', name = '' } = found.groups;
  const values = [...listed.matchAll(/"([^"]+)"/g)].map(([, value = '']) => value);
  return { echo: { name, requestHeaders: [first, second], values }, rest: source.replace(found[0], () => '') };
}
