import { useEffect, useState } from 'preact/hooks';

/** Whether the browser reports that it is online, for as long as the page is open. */
export function useOnline(): boolean {
  const [isOnline, setIsOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setIsOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
  }, []);
  return isOnline;
}
