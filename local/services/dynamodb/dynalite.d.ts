declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Where LevelDB keeps its files. Left out: in memory. */
    readonly path?: string;
    /** How long a new table is not ready. */
    readonly createTableMs: number;
  }

  /** DynamoDB's API. Closing the server closes the database, too. */
  export default function dynalite(options: DynaliteOptions): Server;
}
