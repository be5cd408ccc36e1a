import { useEffect, useState } from 'preact/hooks';

/**
 * A hook for a part of the page that is loaded when it is first shown: undefined until it is there. `lost`: after a deployment, an older page
 * can't find it any more; a reload helps.
 */
export function later<T extends object>(load: () => Promise<T>): (isWanted?: boolean) => T | 'lost' | undefined {
  let loaded: T | undefined;
  return (isWanted = true) => {
    const [got, setGot] = useState<T | 'lost' | undefined>(loaded);
    useEffect(() => {
      if (!loaded && isWanted)
        load().then(
          (part) => setGot((loaded = part)),
          () => setGot('lost'),
        );
    }, [isWanted]);
    return got;
  };
}
