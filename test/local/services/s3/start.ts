import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { AwsClient } from 'aws4fetch';
import { onTestFinished } from 'vitest';
import { openFolderBucket } from '../../../../local/services/s3/folder/folder-bucket.ts';
import { toMemoryStore } from '../../../../local/services/s3/memory-store.ts';
import { startS3, type S3Options } from '../../../../local/services/s3/server.ts';
import { localCredentials } from '../../../../local/sigv4/signature.ts';

export const Bucket = 'files';
export const memory = 'memory';

/** A folder with these files, which goes with the test. */
export function newFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rivulet-s3-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

interface Started extends Partial<S3Options> {
  readonly files?: Parameters<typeof newFolder>[0];
  readonly prefix?: string;
}

/** S3 over a folder and over memory, and AWS's own client; closed when the test ends. */
export async function start({ files = {}, prefix = '', ...options }: Started = {}) {
  const folder = newFolder(files);
  const buckets = new Map([
    [Bucket, await openFolderBucket({ folder, prefix })],
    [memory, toMemoryStore(new Map())],
  ]);
  const { url, close } = await startS3({ buckets, signedFor: 'us-east-1', ...options });
  onTestFinished(close);
  return { folder, url, close, s3: toClient(url) };
}

export function toClient(url: string, changes: S3ClientConfig = {}): S3Client {
  const config = { endpoint: url, region: 'us-east-1', credentials: localCredentials, maxAttempts: 1 };
  const s3 = new S3Client({ ...config, forcePathStyle: true, ...changes });
  onTestFinished(() => s3.destroy());
  return s3;
}

interface Presigning {
  readonly method?: string;
  /** They are signed, too. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly seconds?: number;
  /** @default now */
  readonly sentAt?: Date;
  readonly region?: string;
  readonly service?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

/** A URL that is signed for one request. */
export async function presign(
  url: string,
  { method = 'GET', headers = {}, seconds = 60, sentAt = new Date(), ...credentials }: Presigning = {},
): Promise<string> {
  const aws = new AwsClient({ ...localCredentials, region: 'us-east-1', service: 's3', ...credentials });
  const datetime = sentAt.toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
  const { href } = new URL(url);
  const signed = await aws.sign(`${href}${href.includes('?') ? '&' : '?'}X-Amz-Expires=${seconds}`, {
    method,
    headers,
    aws: { signQuery: true, allHeaders: true, datetime },
  });
  return signed.url;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a path as it is written, which `fetch` would not. */
export async function sendRaw(url: string, written: string, { method = 'GET', headers = {}, body = '' }: Sent = {}) {
  const { hostname, port } = new URL(url);
  const request = send({ hostname, port, path: written, method, headers });
  request.end(body);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once('response', resolve).once('error', reject);
  const response = await promise;
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** The code of S3's error. */
export function codeIn(xml: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(xml)?.[1];
}
