import type { Progress } from '../progress.ts';
import type { FoundApi } from '../stage/find-api.ts';
import type { Command } from './command-line.ts';
import { chooseKnowledge, findKnowledge, splitName } from './find-knowledge.ts';
import { list } from './list.ts';
import type { Outcome } from './outcome.ts';
import { placeOwnDocuments } from './own-documents.ts';
import { remove } from './remove.ts';
import { search } from './search.ts';
import { openStore } from './store.ts';
import { sync, toFolder } from './sync.ts';

export interface RunOptions {
  readonly progress: Progress;
  /** Where the command was typed. */
  readonly typedIn: string;
}

/** Every command but `ask`, which asks the API itself. */
export async function run(
  command: Exclude<Command, { verb: 'ask' }>,
  api: FoundApi,
  { progress, typedIn }: RunOptions,
): Promise<Outcome> {
  const all = await findKnowledge(api);
  switch (command.verb) {
    case 'sync': {
      const knowledge = chooseKnowledge(all, command.name);
      const store = openStore(api, knowledge);
      await placeOwnDocuments();
      const folder = toFolder(command.folder, knowledge, typedIn);
      return sync(store, knowledge, { folder, takesJson: !api.deployed, progress });
    }
    case 'list':
      return list(openStore(api, chooseKnowledge(all, command.name)));
    case 'search':
      return search(api, chooseKnowledge(all, command.name), command.question);
    case 'remove': {
      const { knowledge, paths } = splitName(all, command.given);
      return remove(openStore(api, knowledge), { paths, isAll: command.isAll, progress });
    }
  }
}
