import { startDynamoDb } from '../../local/services/dynamodb/server.ts';

/** DynamoDB in a process of its own: dynalite in memory, with the stack's keys. It checks no signature. */
const { url, close } = await startDynamoDb({
  tables: [
    {
      name: 'bench',
      keys: [
        { attribute: 'pk', type: 'S', role: 'HASH' },
        { attribute: 'sk', type: 'S', role: 'RANGE' },
      ],
    },
  ],
  signedFor: undefined,
});
process.once('disconnect', () => void close());
process.send?.(url);
