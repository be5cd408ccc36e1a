import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessage,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import type { Annotation } from './annotation.ts';
import type { UnkeptField } from '../../unkept.ts';

// OpenAI's own types, and where an answer here differs from them.

/** What the model thinks: OpenAI's models keep it. The field is DeepSeek's; the AI SDK and LangChain read it. */
interface Thinking {
  readonly reasoning_content?: string;
}

type ChunkChoice = ChatCompletionChunk.Choice;

/** A call comes whole, in one chunk. OpenAI's type has no custom tools in a stream. */
type ChunkCall = ChatCompletionMessageToolCall & { readonly index: number };

export type Delta = Omit<ChunkChoice['delta'], 'tool_calls'> &
  Thinking & { readonly tool_calls?: readonly ChunkCall[]; readonly annotations?: readonly Annotation[] };
export type Chunk = Omit<ChatCompletionChunk, 'choices'> &
  UnkeptField & {
    readonly choices: readonly (Omit<ChunkChoice, 'delta'> & { readonly delta: Delta })[];
  };

type CompletionChoice = ChatCompletion.Choice;
export type Message = ChatCompletionMessage & Thinking;
export type Completion = Omit<ChatCompletion, 'choices'> &
  UnkeptField & {
    readonly choices: readonly (Omit<CompletionChoice, 'message'> & { readonly message: Message })[];
  };
