import { knowledge as named } from './parts/knowledge-setting.ts';
import { setting } from './setting.ts';

export const knowledge = {
  knowledge: setting(
    named.default({}),
    'names that answer from [documents](knowledge.md), with sources, beside the models: each is a knowledge base with the model that answers',
  ),
};
