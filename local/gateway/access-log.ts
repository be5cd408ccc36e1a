import { renderContext } from '../template/api-gateway/context-template.ts';
import type { Exchange } from './exchange.ts';

/** The line API Gateway would write, in the template's format; a variable without a value is `-`. */
export function toAccessLogLine(format: string, { context, arrivedMs }: Exchange): string {
  context.set('responseLatency', String(Date.now() - arrivedMs));
  return renderContext(format, context, '-');
}
