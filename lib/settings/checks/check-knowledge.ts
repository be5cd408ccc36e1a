import type { Settings } from '../settings.ts';
import type { Problem } from './cross-checks.ts';

/** The models that answer from documents, and those that rewrite questions, must be models that callers may name: only those get permissions. */
export function checkKnowledge({ knowledge, models, access }: Settings): readonly Problem[] {
  const aliases = Object.keys(models);
  return Object.entries(knowledge).flatMap(([name, { model, rewriteWith, perCaller }]): Problem[] => {
    const lost = Object.entries({ model, rewriteWith }).filter(
      ([, alias]) => alias !== undefined && !aliases.includes(alias),
    );
    return [
      ...lost.map(([part, value]) => ({
        name: `knowledge.${name}.${part}`,
        value,
        allowed: `an alias in models: ${aliases.join(', ')}`,
      })),
      ...(perCaller && access === 'open'
        ? [
            {
              name: `knowledge.${name}.perCaller`,
              value: perCaller,
              allowed: 'false, because access is "open" and callers have no names',
            },
          ]
        : []),
    ];
  });
}
