import { credentialOf } from '../../../firewall/credential.ts';
import type { Problem } from '../cross-checks.ts';
import type { Settings } from '../../settings.ts';

export function checkWaf({ access, waf }: Pick<Settings, 'access' | 'waf'>): readonly Problem[] {
  if (access === 'open' && waf === 'none') {
    const allowed =
      'with access open, {"ipRate": 300} for a firewall that limits each address (to 300 requests in 5 minutes), ' +
      'or declined to accept that strangers can spend the account’s money';
    return [{ name: 'waf', value: waf, allowed }];
  }
  const credential = credentialOf[access];
  if (typeof waf === 'string' || waf.callerRate === undefined || 'headers' in credential) return [];
  const allowed = `nothing: ${credential.missing}. Leave it out`;
  return [{ name: 'waf.callerRate', value: waf.callerRate, allowed }];
}
