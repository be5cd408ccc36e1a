import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says why findings of cdk-nag on `construct`, by finding id, are meant to be. A finding without a reason fails a test. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}
