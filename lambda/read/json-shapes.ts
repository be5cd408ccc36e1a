import type { Json } from '../chat/json.ts';
import { invalid } from './invalid.ts';
import { isRecord, kindOf, type Shape } from './shape.ts';

/** Accepts any JSON value. It comes from `parseJson`, so it can be nothing else. */
export const anyJson: Shape<Json> = (value) => value as Json;

/** Any JSON object, as it is. */
export const jsonObject: Shape<Json> = (value, field) => {
  if (!isRecord(value)) throw invalid(field, `must be an object, got ${kindOf(value)}`);
  return anyJson(value, field);
};

/** A JSON schema of an object: what Converse takes for a tool's input. One that leaves its type out gets it. */
export const objectSchema: Shape<Json> = (value, field) => {
  if (!isRecord(value)) throw invalid(field, `must be a JSON schema, got ${kindOf(value)}`);
  const { type } = value;
  const isObject = type === undefined || type === null || (Array.isArray(type) && type.includes('object'));
  if (isObject) return jsonObject({ ...value, type: 'object' }, field);
  if (type !== 'object') throw invalid(`${field}.type`, 'must be "object"');
  return jsonObject(value, field);
};
