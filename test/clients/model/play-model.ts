import type { Answerer } from '../../../local/services/bedrock/answerer/answerer.ts';
import { decide } from './decide.ts';
import { toScenario } from './to-scenario.ts';

/** Plays a model that uses a client's own tools: it writes a file, reads it and remembers what it was asked. */
export const playModel: Answerer = async (input) => toScenario(decide(input), input);
