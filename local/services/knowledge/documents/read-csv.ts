/** A table as text: a paragraph for each row that says its columns' names, so that a passage is understood without the first line. */
export function readCsv(csv: string): string {
  const [names = [], ...rows] = toRows(csv);
  const told = rows.map((row) => row.map((cell, column) => `${names[column] ?? column + 1}: ${cell}`).join('\n'));
  return rows.length === 0 ? names.join('\n') : told.join('\n\n');
}

/** RFC 4180: a cell in quotes may have commas and line ends, and its quotes are doubled. */
function toRows(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const { groups: { quoted, plain = '', end = '' } = {} } of csv.matchAll(cellPattern)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

const cellPattern = /(?:"(?<quoted>[^"]*(?:""[^"]*)*)"(?<plain>[^,\r\n]*)|(?<plain>[^,\r\n]*))(?<end>,|\r?\n|\r|$)/g;
