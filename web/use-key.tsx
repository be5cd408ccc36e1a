import { useMemo, useState } from 'preact/hooks';
import { toApi } from './api/api.ts';
import type { Access } from './common/access.ts';
import { keep, recall } from './common/keep.ts';
import { KeyForm } from './common/key-form.tsx';
import type { Speech } from './words/language.ts';

/**
 * The API key: asked for once if it `isNeeded`, stored for this tab and deleted with it. Stored by the stage's URL: several stages
 * may share one domain, and none may see another's key.
 */
export function useKey(url: string, isNeeded: boolean, speech: Speech): Access {
  const { words } = speech;
  const place = `rivulet.key ${url}`;
  const [key, setKey] = useState(() => recall('sessionStorage', place));
  // Why the form is there although it is not the first visit.
  const [reason, setReason] = useState<'change' | 'refused'>();
  const isMissing = isNeeded && key === undefined;
  const api = useMemo(() => toApi(url, key === undefined ? {} : { 'x-api-key': key }), [url, key]);
  const change = (given: string | undefined) => {
    keep('sessionStorage', place, given);
    setKey(given);
    setReason(given === undefined ? 'refused' : undefined);
  };
  const onChangeKey = () => setReason('change');
  return {
    api,
    isIn: !isMissing,
    gate: (isMissing || reason === 'change') && (
      <KeyForm
        onKey={change}
        onCancel={isMissing ? undefined : () => setReason(undefined)}
        refusal={reason === 'refused' ? words.problems.unauthenticated : undefined}
      />
    ),
    badge: key !== undefined && <button onClick={onChangeKey}>{words.changeKey}</button>,
    speech,
    onChangeKey,
    onRefused: () => change(undefined),
  };
}
