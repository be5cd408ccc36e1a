import type { Settings } from '../../settings.ts';
import type { Problem } from '../cross-checks.ts';

/** What is done for one caller alone needs callers that are known. */
export function checkCallers({ access, cancel, conversations, usage, plans }: Settings): readonly Problem[] {
  const seers = Object.entries(plans).filter(([, { seesUsage }]) => seesUsage !== undefined && usage === 'off');
  const unseen = seers.map(([plan, { seesUsage }]) => ({
    name: `plans.${plan}.seesUsage`,
    value: seesUsage,
    allowed: 'nothing, because usage is off: there is nothing to see',
  }));
  if (access !== 'open') return unseen;
  return [
    ...unseen,
    ...(usage === 'on'
      ? [{ name: 'usage', value: usage, allowed: 'off with access open: nobody is known whose it would be' }]
      : []),
    ...(cancel === 'on'
      ? [{ name: 'cancel', value: cancel, allowed: 'off with access open: nobody is known who could cancel' }]
      : []),
    ...(conversations === 'on'
      ? [
          {
            name: 'conversations',
            value: conversations,
            allowed: 'off with access open: nobody is known whose conversations they would be',
          },
        ]
      : []),
  ];
}
