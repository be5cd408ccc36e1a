import type { Assumption } from './assumption.ts';

const dynamoDbGuide = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide';

/** How DynamoDB answers what the stage does not ask itself. */
export const aboutTables = [
  {
    id: 'items-stay-when-expired',
    claim:
      'DynamoDB deletes an item within a few days after its time has expired, and until then it can be read and changed. The stage never deletes it.',
    evidence: 'documented',
    reference: `${dynamoDbGuide}/TTL.html`,
  },
  {
    id: 'partition-key-permissions',
    claim:
      'A role that may reach partition keys with a certain beginning is refused all others with AccessDeniedException. The stage checks no role.',
    evidence: 'documented',
    reference: `${dynamoDbGuide}/specifying-conditions.html`,
  },
  {
    id: 'conditions-as-dynalite',
    claim:
      'For single items, DynamoDB answers conditions and updates as dynalite does, whose tests have also run against AWS.',
    evidence: 'seen in the field',
    reference: 'https://github.com/architect/dynalite',
  },
] as const satisfies readonly Assumption[];
