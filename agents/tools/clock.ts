import { tool } from '@strands-agents/sdk';
import { z } from 'zod';
import { ToolError } from '../../lambda/agents/tool-error.ts';

export const clock = tool({
  name: 'clock',
  description: 'The date and time now, in a time zone.',
  inputSchema: z.object({
    timeZone: z.string().max(64).default('UTC').describe('An IANA time zone, such as Asia/Tokyo'),
  }),
  callback: ({ timeZone }) => tellTime(new Date(), timeZone),
});

export function tellTime(now: Date, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'long' }).format(now);
  } catch (error) {
    throw new ToolError(`${timeZone} is no IANA time zone: try one such as Europe/Lisbon`, { cause: error });
  }
}
