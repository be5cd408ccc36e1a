import { type ServerProcess, startServerProcess } from '../../server-process.ts';

export type AppProcess = ServerProcess;

interface AppOptions {
  readonly variables: Readonly<Record<string, string>>;
  /** Told why the app is over, if it ends by itself later. */
  readonly onEnd: (why: string) => void;
}

/** Starts the app in this folder (scripts/build-runtime.ts) as AgentCore does. */
export function startApp(folder: string, options: AppOptions): Promise<AppProcess> {
  return startServerProcess({
    ...options,
    what: 'the app of an agent',
    args: ['--disable-warning=FSTDEP023', 'index.js'],
    cwd: folder,
    healthPath: '/ping',
  });
}
