import type { Writable } from 'node:stream';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** The global that Lambda's Node.js runtime gives to response-streaming functions; no package types it. */
declare global {
  namespace awslambda {
    type ResponseStream = Writable;

    interface Context {
      readonly awsRequestId: string;
      getRemainingTimeInMillis(): number;
    }

    function streamifyResponse(
      handler: (event: APIGatewayProxyEvent, responseStream: ResponseStream, context: Context) => Promise<void>,
    ): unknown;

    const HttpResponseStream: {
      from(
        responseStream: ResponseStream,
        prelude: { readonly statusCode: number; readonly headers: Record<string, string> },
      ): ResponseStream;
    };
  }
}
