import type { LocalApi } from '../template/model.ts';
import type { EnvironmentOptions } from './environment-options.ts';
import type { Invocation } from './invocation.ts';
import { createPool } from './pool.ts';

/** Lambda, as far as one API needs it. */
export interface Functions {
  readonly invoke: (functionId: string, event: object) => Invocation;
  /** Ends every process. */
  readonly close: () => Promise<void>;
}

export function startFunctions(
  { functions, region }: Pick<LocalApi, 'functions' | 'region'>,
  options: Pick<EnvironmentOptions, 'limits' | 'extraVariables' | 'log'>,
): Functions {
  const pools = new Map(functions.map((each) => [each.id, createPool(each, { ...options, region })]));
  return {
    invoke(functionId, event) {
      const pool = pools.get(functionId);
      if (pool === undefined) throw new Error(`there is no function ${functionId} in the template`);
      return pool.invoke(event);
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
