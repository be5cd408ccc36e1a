import { RemovalPolicy } from 'aws-cdk-lib';
import type { Settings } from './settings/settings.ts';

export function toRemovalPolicy({ removalPolicy }: Pick<Settings, 'removalPolicy'>): RemovalPolicy {
  return removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
