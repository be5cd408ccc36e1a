import type { Config } from '../../config.ts';
import { openFiles } from '../../files/open-files.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { Reply } from '../../http/respond.ts';
import type { Clock } from '../../time/clock.ts';
import { list } from './list.ts';
import { read } from './read.ts';
import { upload } from './upload.ts';

/** Files, with what their protocol does with them. */
export interface ServedFiles {
  readonly act: (incoming: Incoming, clock: Clock) => Promise<Reply>;
}

export function serveFiles(client: Parameters<typeof openFiles>[0], config: Config): ServedFiles {
  const files = openFiles(client, config);
  return {
    async act(incoming, { signal }) {
      const { files: limits, upstreamIdleMs: idleMs } = config;
      if (incoming.path !== '/files') return read(files, incoming, { ...limits, idleMs, signal });
      return incoming.method === 'POST' ? upload(files, incoming, limits?.upload) : list(files, incoming, signal);
    },
  };
}
