/** One of the page's own files, unchanged since the build. Rejects when it can't be loaded. */
export async function loadJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(url);
  return response.json();
}
