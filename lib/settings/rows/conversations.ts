import { integer, integerFrom, numberFrom, oneOf } from './field.ts';
import { setting } from './setting.ts';

export const conversations = {
  conversations: setting(
    oneOf('on', 'off').default('off'),
    'whether the [conversations](conversations.md) of callers are kept, each caller’s apart. It needs callers with names: any `access` but `open`',
  ),
  conversationDays: setting(
    integer(1, 3650).default(30),
    'how many days each turn of a conversation is kept. DynamoDB deletes it up to two days later; from this time on nobody is shown it',
  ),
  conversationKeepSeconds: setting(
    numberFrom(0.5, 60, 'seconds').default(5),
    'how often an answer that is being written is kept: so much of it is lost, at most, when its environment is ended, and so late is who follows it',
  ),
  historyTokens: setting(
    integerFrom(1).default(32_000),
    'how many tokens of earlier turns, about, a model is shown where a request has only what is new. The newest turns are taken, as many as fit',
  ),
};
