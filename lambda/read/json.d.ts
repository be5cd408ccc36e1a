/** What TypeScript's library does not have yet: https://tc39.es/proposal-json-parse-with-source/ */
interface JSON {
  /** A number as it is to be written by `JSON.stringify`. */
  rawJSON(text: string): unknown;
}
