import type { StreamRate } from '../pace.ts';
import type { LocalApi } from '../template/model.ts';

const MiB = 1024 * 1024;

export interface GatewayLimits {
  /** Request line and header values together. */
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
  /** Largest answer in BUFFERED mode. */
  readonly maxAnswerBytes: number;
  /** The metadata of a streamed answer and its delimiter must come within this many bytes. */
  readonly maxPreludeBytes: number;
  /** How long a streaming integration may be silent. */
  readonly idleLimitMs: number;
  readonly streamRate: StreamRate;
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html and
 * response-transfer-mode.html
 */
export function toGatewayLimits(endpointType: LocalApi['endpointType']): GatewayLimits {
  return {
    maxHeaderBytes: 10_240,
    maxBodyBytes: 10 * MiB,
    maxAnswerBytes: 10 * MiB,
    maxPreludeBytes: 16 * 1024,
    idleLimitMs: endpointType === 'EDGE' ? 30_000 : 300_000,
    streamRate: { freeBytes: 10 * MiB, bytesPerSecond: 2 * MiB },
  };
}
