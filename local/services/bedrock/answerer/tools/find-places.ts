/** A place with a time of its own: its name as people say it, and its IANA zone. */
export interface Place {
  readonly city: string;
  readonly zone: string;
}

/** Cities that zones are not named after, or no longer. */
const others: readonly Place[] = [
  { city: 'UTC', zone: 'UTC' },
  { city: 'GMT', zone: 'UTC' },
  { city: 'Beijing', zone: 'Asia/Shanghai' },
  { city: 'Delhi', zone: 'Asia/Kolkata' },
  { city: 'Kathmandu', zone: 'Asia/Kathmandu' },
  { city: 'Kolkata', zone: 'Asia/Kolkata' },
  { city: 'Kyiv', zone: 'Europe/Kyiv' },
  { city: 'Mumbai', zone: 'Asia/Kolkata' },
  { city: 'Nuuk', zone: 'America/Nuuk' },
  { city: 'San Francisco', zone: 'America/Los_Angeles' },
  { city: 'Yangon', zone: 'Asia/Yangon' },
];

/** By lower-case words. The towns of zones with three parts are small, and one is called Center: such a zone is said whole. */
const places: ReadonlyMap<string, Place> = new Map(
  [...Intl.supportedValuesOf('timeZone').map(toPlace), ...others].flatMap((place) => [
    [toKey(place.city), place],
    [toKey(place.zone), place],
  ]),
);
const mostWords = Math.max(...[...places.keys()].map((key) => key.split(' ').length));

/** The places that a text names, in its order, by city or by zone. */
export function findPlaces(text: string): readonly Place[] {
  const words = toKey(text).split(' ');
  const found = new Map<string, Place>();
  for (let at = 0; at < words.length;) {
    const [place, length] = longestAt(words, at);
    if (place) found.set(place.zone, place);
    at += length;
  }
  return [...found.values()];
}

/** Port Moresby is one place, and New York is no York. */
function longestAt(words: readonly string[], at: number): [place: Place | undefined, words: number] {
  for (let length = mostWords; length > 0; length -= 1) {
    const place = places.get(words.slice(at, at + length).join(' '));
    if (place) return [place, length];
  }
  return [undefined, 1];
}

function toPlace(zone: string): Place {
  const [, city = '', ...rest] = zone.replaceAll('_', ' ').split('/');
  return { zone, city: rest.length === 0 ? city : zone };
}

function toKey(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/['’]s\b|\p{Mark}/gu, '')
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}
