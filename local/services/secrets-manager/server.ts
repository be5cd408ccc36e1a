import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { isLoopbackName } from '../../is-loopback-name.ts';
import { listenOnLoopback } from '../../listen-on-loopback.ts';
import { checkSignature } from '../../sigv4/signature.ts';
import { parseJson } from '../bedrock/seen-request.ts';

export interface SecretsManagerOptions {
  /** By name. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Told what to do about a secret that has no value. */
  readonly onMissing?: (what: string) => void;
  /** The region for which requests must be signed; undefined when signatures can't be checked. */
  readonly signedFor: string | undefined;
}

export interface SecretsManager {
  /** For `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const asked = z.object({ SecretId: z.string() });

/** The one call of Secrets Manager that functions make, GetSecretValue, on 127.0.0.1. */
export async function startSecretsManager({
  secrets,
  signedFor,
  onMissing,
}: SecretsManagerOptions): Promise<SecretsManager> {
  function answer({ method = '', url = '', headers }: IncomingMessage, body: Buffer): Answer {
    // The local credentials are no secret, so that a page of any origin could sign with them.
    if (headers.origin !== undefined || !isLoopbackName(URL.parse(`http://${headers.host}`)?.hostname ?? ''))
      return refuse('AccessDeniedException', 'Only programs on this machine, and no web pages.');
    const request = { method, url, headers, body };
    const problem =
      signedFor === undefined
        ? undefined
        : checkSignature(request, { service: 'secretsmanager', region: signedFor, now: new Date() });
    if (problem) return refuse(problem.type, problem.message);
    if (headers['x-amz-target'] !== 'secretsmanager.GetSecretValue')
      return refuse('UnknownOperationException', 'The local stage answers GetSecretValue only.');
    const { success, data } = asked.safeParse(parseJson(body));
    if (!success) return refuse('ValidationException', 'SecretId must be the name of a secret.');
    const { SecretId: name } = data;
    const value = secrets.get(name);
    if (value === undefined) {
      const what = `The secret ${name} has no value here: npm start -- --secret ${name}=VALUE`;
      onMissing?.(what);
      return refuse('ResourceNotFoundException', what);
    }
    return { status: 200, body: { Name: name, SecretString: value } };
  }

  const server = createServer((request, response) => {
    buffer(request).then(
      (body) => {
        const { status, body: said } = answer(request, body);
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(said));
      },
      () => response.destroy(),
    );
  });
  const port = await listenOnLoopback(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As the JSON protocols of AWS do: each client error has status 400. */
function refuse(type: string, message: string): Answer {
  return { status: 400, body: { __type: type, message } };
}
