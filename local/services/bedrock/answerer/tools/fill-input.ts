import { type Input, isOfType, type Json, type Property, type Tool } from './tool.ts';

/** What a question says for one call of a tool: texts, and which properties are for them. */
export interface Asked {
  readonly texts: readonly { readonly text: string; readonly property: RegExp }[];
  /** The tool is of no use without one of the texts: a lone property takes it, whatever its name. */
  readonly isNeeded: boolean;
}

/** The input of a call, with properties of the tool's schema only; undefined when a required one can't be filled. */
export function fillInput({ properties }: Tool, { texts, isNeeded }: Asked): Input | undefined {
  const filled = new Map<string, Json>();
  for (const { text, property } of texts) {
    const taking = findProperty(properties, property) ?? (isNeeded ? findLone(properties) : undefined);
    if (taking && accepts(taking, text) && !filled.has(taking.name)) filled.set(taking.name, text);
  }
  if (isNeeded && filled.size === 0) return undefined;
  for (const property of properties) {
    if (filled.has(property.name) || !property.isRequired) continue;
    const given = givenValue(property);
    if (given === undefined) return undefined;
    filled.set(property.name, given);
  }
  return Object.fromEntries(filled);
}

/** Its name counts more than its description. */
function findProperty(properties: readonly Property[], pattern: RegExp): Property | undefined {
  const texts = properties.filter((property) => isOfType(property, 'string'));
  return texts.find(({ name }) => pattern.test(name)) ?? texts.find(({ description }) => pattern.test(description));
}

function findLone(properties: readonly Property[]): Property | undefined {
  const texts = properties.filter((property) => isOfType(property, 'string'));
  const required = texts.filter(({ isRequired }) => isRequired);
  return [required, texts].find(({ length }) => length === 1)?.[0];
}

function accepts(property: Property, text: string): boolean {
  return property.enum?.includes(text) ?? true;
}

/** The value that the schema itself gives: a default, or the only one there is. */
function givenValue(property: Property): Json | undefined {
  return property.default ?? property.const ?? (property.enum?.length === 1 ? property.enum[0] : undefined);
}

/** The simplest input that has what a tool's schema requires, for a call that a request forces. */
export function simplestInput({ properties }: Tool): Input {
  return Object.fromEntries(
    properties.flatMap((property) => (property.isRequired ? [[property.name, simplestValue(property)]] : [])),
  );
}

const simplest: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['string', ''],
  ['number', 0],
  ['integer', 0],
  ['boolean', false],
  ['array', []],
  ['object', {}],
  ['null', null],
]);

function simplestValue(property: Property): Json {
  const given = givenValue(property) ?? property.enum?.[0];
  if (given !== undefined) return given;
  const type = [...simplest.keys()].find((known) => isOfType(property, known));
  return simplest.get(type ?? 'string') ?? null;
}
