import { isTooDeep } from './json-depth.ts';

/** What a model wrote where JSON was wanted. */
export type ModelJson = 'object' | 'other' | 'broken' | 'too-deep';

export function readModelJson(json: string): ModelJson {
  try {
    const value: unknown = JSON.parse(json);
    if (isTooDeep(value)) return 'too-deep';
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'object' : 'other';
  } catch {
    return 'broken';
  }
}
