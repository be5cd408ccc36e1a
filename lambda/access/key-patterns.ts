/** What a key looks like in each header that may carry it: API Gateway's keys have 20 to 128 characters. */
export const keyPatterns = {
  'x-api-key': '^[!-~]{20,128}$',
  authorization: '^[Bb]earer [!-~]{20,128}$',
} as const;
