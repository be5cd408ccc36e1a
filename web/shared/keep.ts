type Place = 'localStorage' | 'sessionStorage';

/** What was kept in the browser, if it may keep anything: a person can forbid it, and then every access throws. */
export function recall(place: Place, name: string): string | undefined {
  try {
    return window[place].getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text in the browser, or forgets it. Where that is forbidden it is gone with the page. */
export function keep(place: Place, name: string, text: string | undefined): void {
  try {
    if (text === undefined) window[place].removeItem(name);
    else window[place].setItem(name, text);
  } catch {
    // As said.
  }
}
