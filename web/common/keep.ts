type Place = 'localStorage' | 'sessionStorage';

/** A text that was stored in the browser. A person can block storage, and then every access throws. */
export function recall(place: Place, name: string): string | undefined {
  try {
    return window[place].getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores a text in the browser, or deletes it. If storage is blocked, the text is lost when the page closes. */
export function keep(place: Place, name: string, text: string | undefined): void {
  try {
    if (text === undefined) window[place].removeItem(name);
    else window[place].setItem(name, text);
  } catch {
    // Storage is blocked.
  }
}
