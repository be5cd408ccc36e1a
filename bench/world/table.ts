import http from 'node:http';
import { once } from 'node:events';

/**
 * DynamoDB in a process of its own, which answers every call at once and keeps nothing, so that its cost is the network's:
 * what is measured is our code. A table of AWS takes some milliseconds more, and dynalite some of the processor.
 */
const server = http.createServer((request, response) => {
  const operation = String(request.headers['x-amz-target']).replace('DynamoDB_20120810.', '');
  request.resume().once('end', () => response.end(answers.get(operation) ?? '{}'));
});

/** Turns of a conversation, the newest first, as a query finds them. */
const turns = Array.from({ length: 6 }, (_none, index) => {
  const question = {
    turns: [{ role: 'user', content: [{ kind: 'text', text: 'Tell me more about rivers.' }] }],
    told: {},
  };
  const lines = [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'text' } },
    {
      type: 'text-delta',
      index: 0,
      text: 'A river begins as rain on high ground. '.repeat(20),
      lengths: Array(120).fill(6),
    },
    { type: 'block-stop', index: 0 },
    { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } },
  ];
  const texts = {
    pk: 'conversation#bench#bench',
    sk: idOf(6 - index),
    run: 'bench',
    parent: index === 5 ? '' : idOf(5 - index),
    model: 'bench.one',
    ending: 'stop:finished',
    question: JSON.stringify(question),
    answer: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  };
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
    isAnswered: { N: '1' },
    expires: { N: '9999999999' },
  };
});

function idOf(number: number): string {
  return `bench00000000000000${number}`;
}

const answers = new Map([
  ['UpdateItem', '{"Attributes":{}}'],
  ['Query', JSON.stringify({ Items: turns })],
]);

server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('disconnect', () => server.close().closeAllConnections());
const address = server.address();
process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
