/** An element's children: text, or elements by their names. A list repeats the element. */
export type Xml = string | number | boolean | readonly Xml[] | { readonly [name: string]: Xml | undefined };

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document with one root, as AWS's XML protocols send it. */
export function toXml(root: string, children: Xml, namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `${declaration}<${root}${attribute}>${toElements(children)}</${root}>`;
}

function toElements(children: Xml): string {
  if (typeof children !== 'object') return escapeXml(String(children));
  return Object.entries(children).flatMap(toElement).join('');
}

function toElement([name, value]: readonly [string, Xml | undefined]): string | string[] {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item: Xml) => `<${name}>${toElements(item)}</${name}>`);
  return `<${name}>${toElements(value)}</${name}>`;
}

const names: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** Control characters too: XML would else read a carriage return as a line feed, and most others not at all. */
function escapeXml(text: string): string {
  return text.replaceAll(
    /[&<>"'\p{Cc}]/gu,
    (char) => names.get(char) ?? `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`,
  );
}
