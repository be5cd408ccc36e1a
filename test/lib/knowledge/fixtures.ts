import type { Template } from 'aws-cdk-lib/assertions';
import { buildTemplate } from '../synthesize.ts';

/** One that the stack makes, and one that exists. */
export const own = { model: 'haiku', from: 'create', documents: 'knowledge/' } as const;
export const existing = { model: 'haiku', from: { id: 'KB12345678' } } as const;

export const templateOf = (knowledge: object, more: object = {}): Template =>
  buildTemplate({ settings: { knowledge, ...more } });
