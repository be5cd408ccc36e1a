export interface ResourceName {
  /** Logical id in the template. */
  readonly id: string;
  readonly type: string;
}

/** Ends the start of the local stage: an API that answers differently from the deployed one would be worse than none. */
export function refuse(resource: ResourceName, reason: string): never {
  throw new Error(`the local stage can't emulate ${resource.id} (${resource.type}): ${reason}`);
}
