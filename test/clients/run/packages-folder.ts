import path from 'node:path';

export const packagesFolder = path.resolve(import.meta.dirname, '../packages');
