'use strict';
/**
 * Does what aws-lambda-ric's native client does, without native code: three HTTP calls to the Runtime API. As in that client,
 * next() is asynchronous; done() and error() block until Lambda has answered.
 */
const http = require('node:http');
const { MessageChannel, receiveMessageOnPort, Worker } = require('node:worker_threads');

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const invocationPath = '/2018-06-01/runtime/invocation';
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const answerTimeoutMs = 10_000;

function next() {
  return new Promise((resolve, reject) => {
    // The stage's REPORT line needs the peak memory, which another process can only read on some systems.
    const headers = { 'rivulet-max-memory-kb': String(process.resourceUsage().maxRSS) };
    const request = http.get({ hostname, port, agent, headers, path: `${invocationPath}/next` }, (response) => {
      let bodyJson = '';
      response.setEncoding('utf8');
      response.on('data', (text) => (bodyJson += text));
      response.on('end', () => resolve({ bodyJson, headers: response.headers }));
    });
    request.on('error', reject);
  });
}

const posterSource = `
  const http = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', ({ path, body, headers, answered, answerPort }) => {
    const answer = (status) => {
      answerPort.postMessage(status);
      Atomics.store(answered, 0, 1);
      Atomics.notify(answered, 0);
    };
    const request = http.request({ ...workerData, path, headers, method: 'POST' }, (response) => {
      response.resume().on('end', () => answer(response.statusCode));
    });
    request.on('error', (error) => answer(error.code));
    request.end(body);
  });`;

let poster;

/** Blocks this thread until another one has posted: only this way can a synchronous call wait for HTTP. */
function post(path, body, headers) {
  poster ??= new Worker(posterSource, { eval: true, workerData: { hostname, port }, execArgv: [], env: {} });
  poster.unref();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const { port1: ownPort, port2: answerPort } = new MessageChannel();
  const allHeaders = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers };
  poster.postMessage({ path, body, headers: allHeaders, answered, answerPort }, [answerPort]);
  Atomics.wait(answered, 0, 0, answerTimeoutMs);
  const status = receiveMessageOnPort(ownPort)?.message;
  ownPort.close();
  if (status !== 202) throw new Error(`the Runtime API answered ${status}`);
}

module.exports = {
  next,
  done(requestId, body) {
    post(`${invocationPath}/${requestId}/response`, body, {});
  },
  error(requestId, body, xrayCause) {
    const headers = { 'lambda-runtime-function-xray-error-cause': xrayCause };
    post(`${invocationPath}/${requestId}/error`, body, headers);
  },
};
