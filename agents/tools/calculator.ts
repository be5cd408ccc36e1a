import { tool } from '@strands-agents/sdk';
import { z } from 'zod';
import { calculate } from './calculate.ts';

export const calculator = tool({
  name: 'calculator',
  description: 'Calculates with + - * / % ^ and brackets.',
  inputSchema: z.object({ expression: z.string().min(1).max(500).describe('For example (17 * 23) ^ 2 / 4') }),
  callback: ({ expression }) => calculate(expression),
});
