import { build, type Metafile } from 'esbuild';
import { entries } from './build.ts';
import { buildOptions } from './build-options.ts';
import { pageOptions } from './build-web-page.ts';

/**
 * The packages whose code a deployment holds, by their folders below the project: what is bundled into the functions and into the page. The
 * plugins that leave code out are not run here, so that rather too many are named than too few.
 */
export async function bundledPackages(): Promise<ReadonlySet<string>> {
  const entryPoints = [...Object.values(entries), 'lambda/entries/web-page.ts'];
  const bundles = await Promise.all([
    build({ ...buildOptions, entryPoints, write: false, outdir: 'functions' }),
    build({ ...pageOptions, metafile: true }),
  ]);
  return new Set(bundles.flatMap(({ metafile }) => packagesIn(metafile)));
}

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

function packagesIn({ inputs }: Metafile): string[] {
  return Object.keys(inputs).flatMap((file) => packageFolder.exec(file)?.[0] ?? []);
}
