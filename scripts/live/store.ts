import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { currentKey, versionKey } from '../../lambda/live/keys.ts';
import { type Item, readItem, readItems, writeValues } from '../../lambda/table/item.ts';

export interface LiveTable {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** One version: what differs from the deployment in the settings' words, and all of it in the function's. */
export interface Version {
  readonly version: number;
  /** RFC 3339. */
  readonly at: string;
  readonly by: string;
  /** What was done: `set prices`. */
  readonly what: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Which deployment it was checked with. */
  readonly deployment: string;
}

/** What was deployed. */
const deployed: Version = { version: 0, at: '', by: '', what: 'deployed', settings: {}, deployment: '' };

export async function readCurrent(table: LiveTable): Promise<Version> {
  return read(table, currentKey);
}

export async function readVersion(table: LiveTable, version: number): Promise<Version | undefined> {
  if (version === 0) return deployed;
  const found = await read(table, versionKey(version));
  return found.version === version ? found : undefined;
}

/** The newest first. A page has a megabyte at most, and a version all of its prompt and plans. */
export async function* readHistory({ client, name }: LiveTable): AsyncGenerator<Version> {
  const asked = {
    TableName: name,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :version)',
    ExpressionAttributeValues: writeValues({ ':pk': currentKey.pk, ':version': 'version#' }),
    ScanIndexForward: false,
    ConsistentRead: true,
  };
  for await (const page of paginateQuery({ client }, asked)) yield* readItems(page).map(toVersion);
}

/**
 * Writes what comes behind `before`: first where the function reads it, then into the history, which never changes. Throws where somebody else was
 * quicker: what they wrote may not go with this.
 */
export async function write(
  table: LiveTable,
  before: number,
  next: Version,
  config: object | undefined,
): Promise<void> {
  const item = { ...next, settings: JSON.stringify(next.settings), config: config ? JSON.stringify(config) : '' };
  try {
    await point(table, before, item);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new Error('somebody else has changed it meanwhile: look at it (show), and try again', { cause: error });
  }
  await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: writeValues({ ...item, ...versionKey(next.version) }) }),
  );
}

async function point({ client, name }: LiveTable, before: number, item: Item): Promise<void> {
  const attributes = Object.entries(item);
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: writeValues({ ...currentKey }),
      UpdateExpression: `SET ${attributes.map(([each]) => `#${each} = :${each}`).join(', ')}`,
      ConditionExpression: before === 0 ? 'attribute_not_exists(pk)' : '#version = :before',
      ExpressionAttributeNames: Object.fromEntries(attributes.map(([each]) => [`#${each}`, each])),
      ExpressionAttributeValues: writeValues({
        ...Object.fromEntries(attributes.map(([each, value]) => [`:${each}`, value])),
        ...(before !== 0 && { ':before': before }),
      }),
    }),
  );
}

async function read({ client, name }: LiveTable, key: { readonly pk: string; readonly sk: string }): Promise<Version> {
  const asked = new GetItemCommand({ TableName: name, Key: writeValues({ ...key }), ConsistentRead: true });
  return toVersion(readItem(await client.send(asked), 'Item'));
}

/** Throws for an item that somebody has broken, since nobody could say what comes behind it. */
function toVersion(item: Item): Version {
  const attributes = new Map(Object.entries(item));
  if (attributes.size === 0) return deployed;
  const text = (name: string) => String(attributes.get(name) ?? '');
  const version = Number(attributes.get('version'));
  try {
    if (!Number.isSafeInteger(version)) throw new Error('its version is no number');
    const settings: Version['settings'] = JSON.parse(text('settings'));
    return { version, at: text('at'), by: text('by'), what: text('what'), settings, deployment: text('deployment') };
  } catch (error) {
    const key = `pk ${text('pk')}, sk ${text('sk')}`;
    throw new Error(`the table's item ${key} can't be read. Delete it; then set or roll back again`, { cause: error });
  }
}
