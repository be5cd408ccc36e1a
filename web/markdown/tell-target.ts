import { showControls } from './controls.ts';

/** Of a `URL` or a link. */
interface Target {
  readonly hostname: string;
  readonly pathname: string;
}

/** A link's target, if its label looks like another address: `google.com` that goes elsewhere. */
export function tellTarget(label: string, { hostname, pathname }: Target): string | undefined {
  // A mail address has no host.
  const target = hostname || pathname.toLowerCase();
  const shown = showControls(label, () => '').join('');
  // Full-width letters and dots look like normal ones.
  const text = shown.normalize('NFKC').toLowerCase();
  const names = text.split(/[^\p{L}\p{N}.-]+/u).map((name) => name.replace(/^www\.|\.+$/g, ''));
  const isOther =
    names.some((name) => isHost(name) && !isWithin(target, name)) ||
    (/:\/\/|\w@\w/.test(text) && !text.includes(target));
  return isOther || shown !== label ? target : undefined;
}

/** As far as it reads: `node.js` is one. */
function isHost(name: string): boolean {
  return /[^.]\.\p{L}{2,}$|^\d+(?:\.\d+){3}$/u.test(name);
}

function isWithin(target: string, host: string): boolean {
  return `.${target.replace('@', '.')}`.endsWith(`.${host}`);
}
