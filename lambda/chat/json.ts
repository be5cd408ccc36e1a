/** Any JSON value. Whole numbers beyond 2^53 are `bigint` (read/parse-json.ts), which no type here has to know. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
