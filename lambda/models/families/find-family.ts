import { families, type FamilyName } from './families.ts';

/** The family of a foundation model id, `anthropic.…`. The last one, `other`, takes every id. */
export function findFamily(foundationModel: string): FamilyName {
  return familyNames.find((name) => families[name].ids.test(foundationModel)) ?? 'other';
}

export const familyNames = Object.keys(families) as FamilyName[];
