import { Failure } from '../chat/failure.ts';
import { readJson } from './parse-json.ts';

/**
 * What a model wrote where JSON was wanted. `unfit`: what a client could not send back as it is, since it is nested too
 * deep, or has a number or half a character that can't be kept.
 */
export type ModelJson = 'object' | 'other' | 'broken' | 'unfit';

export function readModelJson(json: string): ModelJson {
  try {
    const value = readJson(json, 'json');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'object' : 'other';
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return isJson(json) ? 'unfit' : 'broken';
  }
}

function isJson(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
