/** A tool's name as words: `search_docs` and `searchDocs` are “Search docs”. A model may have made it up, so only letters and digits are left of it. */
export function nameTool(name: string): string {
  const words = name
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .join(' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
