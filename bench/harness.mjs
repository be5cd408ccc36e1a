/**
 * Runs one handler as Lambda's runtime client does, without the rest of it. Copied from aws-lambda-ric 4.0.2, because every
 * byte goes through it: one keep-alive agent with one socket, a chunked POST with trailers, the handler gets an object
 * with the request's bound methods, the prelude leaves with the first write. The builtins are required, as the client does:
 * importing them would charge every handler for what none of them does.
 */
const http = process.getBuiltinModule('node:http');
const net = process.getBuiltinModule('node:net');

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
agent.createConnection = (options, listener) => net.createConnection(options, listener);
const methods = ['cork', 'destroy', 'end', 'uncork', 'write', 'addListener', 'on', 'once', 'prependListener'];
methods.push('off', 'removeListener', 'removeAllListeners', 'listenerCount', 'emit', 'setContentType');
const properties = [
  'destroyed',
  'writableFinished',
  'writableEnded',
  'writableNeedDrain',
  'writableLength',
  'writable',
];

globalThis.awslambda = {
  streamifyResponse: (handler) => handler,
  HttpResponseStream: {
    from(stream, prelude) {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream._onBeforeFirstWrite = (write) => {
        write(JSON.stringify(prelude));
        write(new Uint8Array(8));
      };
      return stream;
    },
  },
};

function next() {
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, agent, path: '/next' }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve(JSON.parse(body)));
    });
    request.on('error', reject).end();
  });
}

function openResponse() {
  const done = Promise.withResolvers();
  const headers = { 'Content-Type': 'application/octet-stream', 'Transfer-Encoding': 'chunked', Trailer: ['X-Error'] };
  const request = http.request({ hostname, port, agent, method: 'POST', path: '/response', headers }, (response) =>
    response.resume().on('end', done.resolve),
  );
  request.on('error', done.reject);
  request.setContentType = (type) => request.setHeader('Content-Type', type);
  const write = request.write.bind(request);
  let hasBegun = false;
  request.write = (chunk, encoding, callback) => {
    const data = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
    if (!hasBegun) request._onBeforeFirstWrite?.((head) => write(head));
    hasBegun = true;
    return write(data, encoding, callback);
  };
  const stream = {};
  for (const method of methods) stream[method] = request[method].bind(request);
  for (const property of properties) Object.defineProperty(stream, property, { get: () => request[property] });
  Object.defineProperty(stream, '_onBeforeFirstWrite', {
    get: () => request._onBeforeFirstWrite,
    set: (hook) => (request._onBeforeFirstWrite = hook),
  });
  return { stream, done: done.promise };
}

const { handler } = await import(process.env.BENCH_BUNDLE);
for (;;) {
  const event = await next();
  const { stream, done } = openResponse();
  const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 900_000 };
  await handler(
    { ...event, requestContext: { ...event.requestContext, requestTimeEpoch: Date.now() } },
    stream,
    context,
  );
  await done;
}
