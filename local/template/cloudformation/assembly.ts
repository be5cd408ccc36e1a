import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { z } from 'zod';
import { lookUp } from '../../look-up.ts';
import { parseTemplate, type Template } from './template.ts';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z.looseObject({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
  dockerImages: z.record(z.string(), z.object({ source: z.object({ directory: z.string() }) })).default({}),
});

/** One stack of a cloud assembly (what `cdk synth` writes). */
export interface SynthesizedStack {
  readonly stackName: string;
  readonly template: Template;
  /** The stack's region; undefined when the stack does not set one. */
  readonly region?: string;
  /** Absolute folder or file of an asset, by its hash. */
  readonly toAssetPath: (assetHash: string) => string | undefined;
  /** Absolute folder that an image is made of, by its hash. */
  readonly toImagePath: (assetHash: string) => string | undefined;
}

/**
 * @param assembly folder of the cloud assembly
 * @param stack the artifact id of the stack; may be left out when there is only one
 */
export function readAssembly(assembly: string, stack?: string): SynthesizedStack {
  const manifest = manifestSchema.parse(JSON.parse(readText(assembly, 'manifest.json')));
  const stacks = Object.entries(manifest.artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const names = stacks.map(([name]) => name);
  if (stack === undefined && names.length > 1) {
    throw new Error(`the assembly ${assembly} has several stacks, choose one of: ${names.join(', ')}`);
  }
  const [stackId, artifact] = stacks.find(([name]) => stack === undefined || name === stack) ?? [];
  const templateFile = artifact?.properties?.templateFile;
  if (stackId === undefined || templateFile === undefined) {
    throw new Error(`the assembly ${assembly} has no stack ${stack ?? ''}; it has: ${names.join(', ') || 'none'}`);
  }
  const assets = assetsSchema.parse(JSON.parse(readText(assembly, `${stackId}.assets.json`)));
  const region = /^aws:\/\/[^/]+\/([a-z]+-[\w-]+-\d)$/.exec(artifact?.environment ?? '')?.[1];
  return {
    stackName: artifact?.properties?.stackName ?? stackId,
    template: parseTemplate(readText(assembly, templateFile)),
    ...(region === undefined ? {} : { region }),
    toAssetPath(assetHash) {
      const asset = lookUp(assets.files, assetHash);
      return asset && path.resolve(assembly, asset.source.path);
    },
    toImagePath(assetHash) {
      const image = lookUp(assets.dockerImages, assetHash);
      return image && path.resolve(assembly, image.source.directory);
    },
  };
}

function readText(assembly: string, file: string): string {
  return readFileSync(path.join(assembly, file), 'utf8');
}
