/** Does something for each, so many at once. The first that fails ends it: those that run are awaited, no other one begins. */
export async function forEachAtMost<Item>(
  most: number,
  items: readonly Item[],
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const failed: unknown[] = [];
  const actOn = async (): Promise<void> => {
    for (const item of left) {
      if (failed.length > 0) return;
      await act(item).catch((error: unknown) => void failed.push(error));
    }
  };
  await Promise.all(Array.from({ length: most }, actOn));
  if (failed.length > 0) throw failed[0];
}
