import { files as served } from './parts/files-setting.ts';
import { setting } from './setting.ts';

export const files = {
  files: setting(
    served.exactOptional(),
    '[files](files.md) of a bucket that callers may read, streamed, and put: of one that the stack makes, or of one that exists',
  ),
};
