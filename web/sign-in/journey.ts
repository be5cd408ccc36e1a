import { keep, recall } from '../common/keep.ts';
import type { Client } from './client/client.ts';
import { withQuery } from './client/endpoints.ts';
import { makeSecret, toChallenge } from './pkce.ts';

/** What the tab must remember while the person is at the sign-in page. */
interface Journey {
  readonly verifier: string;
  readonly state: string;
  /** Of the address: the view and the conversation that the person left. */
  readonly hash: string;
}

/** What the address brings: nothing, a code to be exchanged, or why there is none. */
export type Arrival =
  | { readonly kind: 'none' }
  | { readonly kind: 'code'; readonly code: string; readonly verifier: string }
  /** The answer belongs to no sign-in of this tab: forged, an old bookmark, or the tab could not store it. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A reason is for the screen; what does not fit there is no reason. */
const longestReason = 300;

/** The address of the sign-in page. The tab remembers what the way back needs. Rejects when the address can't be known. */
export async function setOut(client: Client, hash: string): Promise<string> {
  const { clientId, scope, pageUrl, place, target } = client;
  const { authorize } = await client.endpoints();
  const journey: Journey = { verifier: makeSecret(), state: makeSecret(), hash };
  keep('sessionStorage', toName(place), JSON.stringify(journey));
  return withQuery(authorize, {
    ...target.code,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: pageUrl,
    scope,
    state: journey.state,
    code_challenge: await toChallenge(journey.verifier),
    code_challenge_method: 'S256',
  });
}

/** What the sign-in page sent back, and the hash that the page had before. The journey is over, whatever came of it. */
export function arrive({ place }: Client, address: URL): { readonly arrival: Arrival; readonly hash: string } {
  const query = address.searchParams;
  if (!query.has('code') && !query.has('error')) return { arrival: { kind: 'none' }, hash: address.hash };
  const journey = readJourney(recall('sessionStorage', toName(place)));
  keep('sessionStorage', toName(place), undefined);
  return { arrival: readAnswer(query, journey), hash: journey?.hash ?? address.hash };
}

function readAnswer(query: URLSearchParams, journey: Journey | undefined): Arrival {
  const state = query.get('state');
  const error = query.get('error');
  // Cognito reports some errors of a client's settings without the state. They end the sign-in, so nothing can be gained by forging one.
  const isOurs = journey !== undefined && (state === journey.state || (error !== null && state === null));
  if (!isOurs) return { kind: 'foreign' };
  if (error === null) return { kind: 'code', code: query.get('code') ?? '', verifier: journey.verifier };
  const description = query.get('error_description');
  const reason = description === null ? error : `${error}: ${description}`;
  return { kind: 'refused', reason: reason.slice(0, longestReason) };
}

function readJourney(text: string | undefined): Journey | undefined {
  // Written by `setOut` and by nobody else: the storage belongs to this origin.
  return text === undefined ? undefined : JSON.parse(text);
}

function toName(place: string): string {
  return `rivulet.sign-in ${place}`;
}
