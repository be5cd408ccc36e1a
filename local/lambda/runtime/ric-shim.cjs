'use strict';
/**
 * Runs AWS's own runtime client without a native build: `node --require ric-shim.cjs aws-lambda-ric/index.mjs`.
 *
 * Why: aws-lambda-ric is JavaScript around a small C++ client (rapid-client.node, on libcurl). Building that takes cmake, a
 * compiler and minutes, and its install script fails where they are missing. Only that file is replaced.
 */
const { registerHooks } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { Worker } = require('node:worker_threads');

const hooks = registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== './rapid-client.node') return nextResolve(specifier, context);
    hooks.deregister();
    return {
      url: pathToFileURL(path.join(__dirname, 'rapid-client.cjs')).href,
      format: 'commonjs',
      shortCircuit: true,
    };
  },
});

// The stage holds the other end of stdin. When the stage ends, for whatever reason, this process must end too. It watches
// stdin from a separate thread, so that even a handler in a busy loop ends.
const watcherSource = `
  const { Socket } = require('node:net');
  const stdin = new Socket({ fd: 0 });
  stdin.on('error', () => {});
  stdin.on('close', () => process.kill(process.pid, 'SIGKILL'));
  stdin.resume();`;
new Worker(watcherSource, { eval: true, execArgv: [], env: {} }).unref();
