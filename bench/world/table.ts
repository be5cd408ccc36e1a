import http from 'node:http';
import { once } from 'node:events';

/**
 * DynamoDB in a process of its own, which answers every call at once and keeps nothing, so that its cost is the network's:
 * what is measured is our code. A table of AWS takes some milliseconds more, and dynalite some of the processor.
 */
const server = http.createServer((request, response) => {
  const isUpdate = request.headers['x-amz-target'] === 'DynamoDB_20120810.UpdateItem';
  request.resume().once('end', () => response.end(isUpdate ? '{"Attributes":{}}' : '{}'));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('disconnect', () => server.close().closeAllConnections());
const address = server.address();
process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
