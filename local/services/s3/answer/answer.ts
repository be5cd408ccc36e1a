import { toXml } from '../../../xml.ts';
import { S3Refusal } from './refusal.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Bytes are read as the client takes them. */
  readonly body?: string | AsyncIterable<Uint8Array>;
}

export const xml = { 'content-type': 'application/xml' };

/** What is no refusal is an error of the stage, such as a disk that is full. */
export function toRefused(error: unknown): Answer {
  const { status, code, message, details } = error instanceof S3Refusal ? error : toInternalError(error);
  return { status, headers: xml, body: toXml('Error', { Code: code, Message: message, ...details }) };
}

function toInternalError(error: unknown): S3Refusal {
  const message = error instanceof Error ? error.message : String(error);
  return new S3Refusal(500, 'InternalError', `The local stage failed: ${message}`);
}
