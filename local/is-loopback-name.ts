/** A foreign name can be made to lead to this machine, which would make a foreign page one of the stage's own origin. */
export function isLoopbackName(hostname: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
