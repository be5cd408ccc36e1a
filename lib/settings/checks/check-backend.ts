import type { Settings } from '../settings.ts';
import type { Problem } from './cross-checks.ts';

/** What a container does not do, and what a network without the internet does not reach. */
export function checkBackend(settings: Settings): readonly Problem[] {
  if (settings.backend === 'lambda') return [];
  return [...findUnused(settings), ...findUnreachable(settings)];
}

function findUnused({ reservedConcurrency }: Settings): readonly Problem[] {
  if (reservedConcurrency === undefined) return [];
  const allowed =
    'nothing, because backend is container: how many answers run at once is streams and tasks of the setting container';
  return [{ name: 'reservedConcurrency', value: reservedConcurrency, allowed }];
}

/** An endpoint leads to a service in the stack's own region. */
function findUnreachable(settings: Settings): readonly Problem[] {
  if (settings.container.network !== 'endpoints') return [];
  const { access, plans, bedrockRegion, knowledge, runtimes } = settings;
  const elsewhere = Object.values(knowledge).some(({ from }) => typeof from === 'object' && from.region !== undefined);
  const needed = [
    bedrockRegion !== undefined && 'bedrockRegion may be another region',
    elsewhere && 'knowledge names a region',
    Object.keys(runtimes).length > 0 && 'runtimes may be in another region',
    access === 'cognito' &&
      Object.keys(plans).length > 1 &&
      'groups say the plan, and the keys of the user pool are on the internet',
  ].filter((why) => why !== false);
  const allowed = `nat, or a network that exists, because ${needed.join('; and ')}`;
  return needed.length > 0 ? [{ name: 'container.network', value: 'endpoints', allowed }] : [];
}
