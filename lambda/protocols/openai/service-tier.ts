import type { ServiceTier } from '../../chat/chat-request.ts';
import { oneOf, type Shape } from '../../read/shape.ts';

/** `auto` leaves it to the account. */
export const serviceTier: Shape<ServiceTier | undefined> = (value, field) => {
  const asked = oneOf(['auto', 'default', 'flex', 'priority'])(value, field);
  return asked === 'auto' ? undefined : asked;
};
