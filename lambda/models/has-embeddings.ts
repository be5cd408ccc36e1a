import { families } from './families/families.ts';
import { findFamily } from './families/find-family.ts';
import type { Names } from './names.ts';

/** Whether some model turns texts into vectors. */
export function hasEmbeddings({ models }: Pick<Names, 'models'>): boolean {
  return Object.values(models).some(
    ({ id, foundationModel = id, family = findFamily(foundationModel) }) => 'embeds' in families[family],
  );
}
