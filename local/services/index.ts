import { bedrock } from './bedrock/service.ts';
import type { Service } from './service.ts';

/** What a stack may use besides API Gateway and Lambda. A service is a folder here and a line. */
export const services: readonly Service[] = [bedrock];
