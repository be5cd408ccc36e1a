import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Gives the reasons, by finding id, why findings of cdk-nag on `construct` are accepted. A finding without a reason fails a test. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}
