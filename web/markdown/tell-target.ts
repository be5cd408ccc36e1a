import { showControls } from './controls.ts';

/** Of a `URL` or a link. */
interface Target {
  readonly hostname: string;
  readonly pathname: string;
}

/** Where a link leads, where its label reads like another place: `google.com` that goes elsewhere. */
export function tellTarget(label: string, { hostname, pathname }: Target): string | undefined {
  // An address of mail has no host.
  const target = hostname || pathname.toLowerCase();
  const shown = showControls(label, () => '').join('');
  // Full-width letters and dots read like others.
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
