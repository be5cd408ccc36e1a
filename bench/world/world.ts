import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { makeCertificate } from './certificate.ts';

/** What all subjects have in common: one Bedrock over TLS, one DynamoDB for the one that keeps things, and the variables that lead to it. */
export interface World {
  readonly variables: NodeJS.ProcessEnv;
  /** How many connections Bedrock has accepted so far. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-bench-'));
  const { certificate, key } = makeCertificate(folder);
  const bedrock = fork(path.join(import.meta.dirname, 'bedrock.ts'), [certificate, key]);
  const table = fork(path.join(import.meta.dirname, 'table.ts'));
  const [[port], [tableUrl]] = await Promise.all([once(bedrock, 'message'), once(table, 'message')]);
  const endpoint = `https://localhost:${port}`;
  const ca = readFileSync(certificate);
  return {
    variables: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDBENCH',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: tableUrl,
      NODE_EXTRA_CA_CERTS: certificate,
    },
    async connections() {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      https
        .get(`${endpoint}/connections`, { ca, agent: false }, (response) => {
          response.setEncoding('utf8').on('data', (text: string) => resolve(Number(text)));
        })
        .on('error', reject);
      return promise;
    },
    async stop() {
      await Promise.all(
        [bedrock, table].map((process) => {
          process.disconnect();
          return once(process, 'exit');
        }),
      );
      await rm(folder, { recursive: true });
    },
  };
}
