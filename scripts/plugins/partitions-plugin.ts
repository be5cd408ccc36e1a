import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

interface Partition {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, object>>;
}

/**
 * The SDK finds the partition of a region (`aws`, `aws-cn` …) by a list of all regions, and without one by a pattern for each partition. The
 * list is 4 kB of names for people. Those that the pattern finds, too, are left out, and so is the region of services that have only one:
 * no endpoint that is bundled asks for it. The answer is the same otherwise.
 */
export const partitionsPlugin: Plugin = {
  name: 'partitions',
  setup(build) {
    build.onLoad({ filter: /util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/ }, ({ path }) => {
      return { contents: withoutKnownRegions(readFileSync(path, 'utf8')), loader: 'js' };
    });
  },
};

export function withoutKnownRegions(code: string): string {
  const [, json] = /^export const partitionsInfo = (\{.+\});\s*$/s.exec(code) ?? [];
  if (json === undefined)
    throw new Error('the SDK’s list of partitions looks different: see scripts/plugins/partitions-plugin.ts');
  const { partitions, ...info }: { readonly partitions: readonly Partition[] } = JSON.parse(json);
  const shorter = partitions.map((partition) => {
    const { implicitGlobalRegion: _ofOthers, ...outputs } = partition.outputs;
    return { ...partition, outputs, regions: unknownRegions(partition) };
  });
  return `export const partitionsInfo = ${JSON.stringify({ ...info, partitions: shorter })};`;
}

/** `aws-global` and its like. */
function unknownRegions({ regionRegex, regions }: Partition): Record<string, object> {
  const pattern = new RegExp(regionRegex);
  const names = Object.keys(regions).filter((name) => !pattern.test(name));
  return Object.fromEntries(names.map((name) => [name, {}]));
}
