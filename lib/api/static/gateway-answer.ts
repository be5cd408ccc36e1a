import type { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { FailureKind } from '../../../lambda/chat/failure.ts';

/** One of API Gateway's own answers. */
export interface GatewayAnswer {
  readonly type: ResponseType;
  /** When left out, API Gateway keeps its own status. */
  readonly status?: number;
  readonly kind: FailureKind;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}
