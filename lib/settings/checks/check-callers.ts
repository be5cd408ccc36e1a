import type { Settings } from '../settings.ts';
import type { Problem } from './cross-checks.ts';

/** What is done for one caller alone needs callers that are known. */
export function checkCallers({ access, cancel, conversations }: Settings): readonly Problem[] {
  if (access !== 'open') return [];
  return [
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
