import type { Call, ChatEvent } from '../../../chat/chat-event.ts';
import { toFreeText } from '../../openai/free-text.ts';
import type { AnswerContext } from '../../protocol.ts';
import { toAnnotation } from './annotation.ts';
import type { Draft } from './draft.ts';
import { toItem, toTextPart } from './to-item.ts';
import type { About, ItemEvent, ItemStatus, OutputItem } from './wire.ts';

/**
 * OpenAI's items for our blocks. An item starts with the first thing it holds. It is closed when the next one starts or
 * the answer is over, since only then it is known whether it was cut. A call is reported when it is ready, complete: one that
 * was cut or blocked must not look like one to run. Tools that Bedrock runs itself are no items.
 */
export function trackItems({ incoming: { requestId }, question: { chat } }: AnswerContext) {
  const items: OutputItem[] = [];
  /** Calls that are not ready yet, by their block. */
  const drafts = new Map<number, Call>();
  let open: Draft | undefined;
  let about: About = { item_id: '', output_index: 0 };

  function* start(draft: Draft): Generator<ItemEvent> {
    yield* close('completed');
    open = draft;
    about = { item_id: draft.id, output_index: items.length };
    const { output_index } = about;
    yield { type: 'response.output_item.added', output_index, item: toItem(draft, 'in_progress') };
    if (draft.kind === 'text') {
      yield { type: 'response.content_part.added', ...about, content_index: 0, part: toTextPart(draft) };
    }
  }

  /** The open item is over. */
  function* close(status: ItemStatus): Generator<ItemEvent> {
    if (!open) return;
    const draft = open;
    open = undefined;
    const item = toItem(draft, status);
    items.push(item);
    if (status === 'completed') yield* finish(draft, about);
    yield { type: 'response.output_item.done', output_index: about.output_index, item };
  }

  function* add(call: Call): Generator<ItemEvent> {
    const free = toFreeText(call, chat.tools);
    if (free !== undefined) {
      yield* start({ kind: 'free-call', id: idOf('ctc'), call, text: free });
      yield { type: 'response.custom_tool_call_input.delta', ...about, delta: free };
      yield* close('completed');
      return;
    }
    yield* start({ kind: 'call', id: idOf('fc'), call, text: call.json });
    yield { type: 'response.function_call_arguments.delta', ...about, delta: call.json };
    yield* close('completed');
  }

  /**
   * The items of an answer that failed. The open one is incomplete, and has no event that says it is done: Codex would keep it, and send
   * it back. Calls that were begun are listed without their arguments: some clients run every call whose arguments are whole or
   * empty, whatever its status.
   */
  function giveUp(): readonly OutputItem[] {
    const broken = [...drafts.values()].map((draft) => {
      const isFree = toFreeText({ ...draft, json: '{}' }, chat.tools) !== undefined;
      const begun = { id: idOf(isFree ? 'ctc' : 'fc'), call: { ...draft, json: '{' }, text: '' };
      return toItem({ kind: isFree ? 'free-call' : 'call', ...begun }, 'incomplete');
    });
    return [...items, ...(open ? [toItem(open, 'incomplete')] : []), ...broken];
  }

  function idOf(prefix: string): string {
    return `${prefix}_${requestId}_${items.length}`;
  }

  function* reachText(): Generator<ItemEvent, Extract<Draft, { kind: 'text' }>> {
    if (open?.kind === 'text') return open;
    const draft = { kind: 'text' as const, id: idOf('msg'), text: '', annotations: [] };
    yield* start(draft);
    return draft;
  }

  function* reachReasoning(): Generator<ItemEvent, Extract<Draft, { kind: 'reasoning' }>> {
    if (open?.kind === 'reasoning' && open.redacted === undefined) return open;
    const draft = { kind: 'reasoning' as const, id: idOf('rs'), text: '', signature: '' };
    yield* start(draft);
    return draft;
  }

  function* read(event: ChatEvent): Generator<ItemEvent> {
    switch (event.type) {
      case 'block-start':
        // Whatever it is, what came before it is over.
        yield* close('completed');
        if (event.block.kind === 'tool-use') drafts.set(event.index, { index: event.index, ...event.block, json: '' });
        break;
      case 'call':
        drafts.delete(event.call.index);
        yield* add(event.call);
        break;
      case 'text-delta': {
        const draft = yield* reachText();
        draft.text += event.text;
        yield { type: 'response.output_text.delta', ...about, content_index: 0, delta: event.text, logprobs: [] };
        break;
      }
      case 'citation': {
        const draft = yield* reachText();
        const annotation = toAnnotation(event.citation, draft.text.length);
        if (!annotation) break;
        const place = { ...about, content_index: 0, annotation_index: draft.annotations.length };
        draft.annotations.push(annotation);
        yield { type: 'response.output_text.annotation.added', ...place, annotation };
        break;
      }
      case 'reasoning-delta': {
        const draft = yield* reachReasoning();
        if (draft.text === '') {
          const part = { type: 'summary_text', text: '' } as const;
          yield { type: 'response.reasoning_summary_part.added', ...about, summary_index: 0, part };
        }
        draft.text += event.text;
        yield { type: 'response.reasoning_summary_text.delta', ...about, summary_index: 0, delta: event.text };
        break;
      }
      case 'reasoning-signature':
        (yield* reachReasoning()).signature = event.signature;
        break;
      case 'reasoning-redacted':
        (yield* reachReasoning()).redacted = event.data;
        break;
      case 'tool-use-delta':
      case 'block-stop':
      case 'server-tool-delta':
      case 'server-tool-result':
      case 'message-start':
      case 'sources':
      case 'silence':
      case 'usage':
      case 'failure':
        break;
      case 'message-stop':
        // The response at the end would repeat what was taken back.
        if (!event.stop.isRetraction) break;
        items.length = 0;
        open = undefined;
    }
  }

  return { items: items as readonly OutputItem[], read, close, giveUp };
}

/** The events that end an item. */
function* finish(draft: Draft, about: About): Generator<ItemEvent> {
  const { text } = draft;
  if (draft.kind === 'text') {
    yield { type: 'response.output_text.done', ...about, content_index: 0, text, logprobs: [] };
    yield { type: 'response.content_part.done', ...about, content_index: 0, part: toTextPart(draft) };
  } else if (draft.kind === 'free-call') {
    yield { type: 'response.custom_tool_call_input.done', ...about, input: text };
  } else if (draft.kind === 'call') {
    yield { type: 'response.function_call_arguments.done', ...about, name: draft.call.name, arguments: text };
  } else if (text !== '') {
    yield { type: 'response.reasoning_summary_text.done', ...about, summary_index: 0, text };
    const part = { type: 'summary_text', text } as const;
    yield { type: 'response.reasoning_summary_part.done', ...about, summary_index: 0, part };
  }
}
