/** What a conversation may be called: it is part of paths, headers and keys. In a path, `.` and `..` would name another one: all conversations. */
const pattern = /^(?!\.+$)[\w.:-]{1,128}$/;

export const allowedId = '1 to 128 letters, digits, and . _ : -, and not only dots';

export function isConversationId(id: string): boolean {
  return pattern.test(id);
}
