import { isSignedHere } from '../credentials.ts';
import type { Service } from '../service.ts';
import { openFolder } from './open-folder.ts';
import { readFiles } from './read-files.ts';

/** Needed when the stack serves files, or when somebody believes so. No bucket at AWS is ever asked: a folder of this machine stands for it. */
export const s3: Service = {
  isNeeded: ({ api, files }) => api.outputs.has('Files') || files !== undefined,

  async start(setup) {
    const { api, files } = setup;
    const place = readFiles(api);
    if (!place) throw new Error(`--files ${files}: the setting files is off: add -c files=create`);
    const { bucketName, prefix, isPerCaller } = place;
    const { openFolderBucket } = await import('./folder/folder-bucket.ts');
    const { startS3 } = await import('./server.ts');
    const { folder, isKept, remove } = await openFolder(setup);
    const bucket = await openFolderBucket({ folder, prefix });
    const { length } = await bucket.keys(prefix);
    const buckets = new Map([[bucketName, bucket]]);
    const server = await startS3({ buckets, signedFor: isSignedHere(setup) ? api.region : undefined });
    return {
      variables: { AWS_ENDPOINT_URL_S3: server.url },
      notes: [`${isKept ? toKept(folder, length) : gone}${isPerCaller ? folders : ''}`],
      buckets,
      async close() {
        await server.close();
        await remove();
      },
    };
  },
};

function toKept(folder: string, count: number): string {
  const files = count === 1 ? 'one file' : `${count} files`;
  return `here, the setting files serves the ${files} of the folder ${folder}, and uploads are written into it.`;
}

/** As the function names them. */
const folders = ' Callers see what is in its folder everyone/, and each what is in callers/ under its own id.';

const gone =
  'here, the setting files serves what is uploaded until the stage ends. With --files DIR, it serves a folder, and uploads are written into it.';
