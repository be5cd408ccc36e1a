import { mkdir } from 'node:fs/promises';
import { Level } from 'level';

/** Makes the folder, and opens it once as dynalite does, because dynalite ends the process when it can't. Rejects with what is wrong. */
export async function openFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const level = new Level(folder);
    await level.open();
    await level.close();
  } catch (error) {
    throw new Error(`${folder} can't be opened: ${toReason(error)}. Choose another folder with --data`, {
      cause: error,
    });
  }
}

/** LevelDB's own error is the cause of another one. */
function toReason(error: unknown): string {
  const reason = error instanceof Error ? (error.cause ?? error) : error;
  if (!(reason instanceof Error)) return String(reason);
  return 'code' in reason && reason.code === 'LEVEL_LOCKED' ? 'another local stage uses it' : reason.message;
}
