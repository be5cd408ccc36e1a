import type { Sink } from '../http/sink.ts';

/** Lambda's response stream: the head is its prelude. */
export function lambdaSink(responseStream: awslambda.ResponseStream): Sink {
  return {
    open: ({ status, headers }) =>
      awslambda.HttpResponseStream.from(responseStream, { statusCode: status, headers: { ...headers } }),
  };
}
