import { buffer } from 'node:stream/consumers';
import { applyGuardrail, isApplyGuardrail } from './apply-guardrail.ts';
import { createAnswerer } from './answerer/answerer.ts';
import { toBufferedOutput } from './play/buffered-output.ts';
import { createScenarioChooser } from './choose-scenario.ts';
import { countTokens } from './count-tokens.ts';
import { invokeEmbedding } from './embeddings/invoke-embedding.ts';
import { checkConverseInput } from './converse-input/check-converse-input.ts';
import { openExchange, type Exchange } from './wire/exchange.ts';
import { listen, type Request } from './wire/listen.ts';
import { play } from './play/play.ts';
import { playing, type Responder } from './responder.ts';
import { refuse, sendBody, unknownOperation } from './wire/refusal.ts';
import { toRoute } from './wire/route.ts';
import { parseJson, toSeenRequest, type SeenRequest } from './seen-request.ts';
import { checkSignature } from '../../sigv4/signature.ts';
import { toStreamOutput } from './play/stream-output.ts';

export interface BedrockOptions {
  /** @default any free port */
  readonly port?: number;
  /** The folder whose README.md and docs/ are quoted in free conversation. @default nothing can be quoted */
  readonly projectFolder?: string;
  /** The pause between the deltas of free conversation. @default 15 */
  readonly paceMs?: number;
  /** Answers for every model that plays no scenario. @default the stand-in converses freely */
  readonly respond?: Responder;
  /** Called for every request when its body has arrived, before it is checked. */
  readonly onRequest?: (seen: SeenRequest) => void;
}

export interface Bedrock {
  /** For `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`; HTTP/1.1 and cleartext HTTP/2. */
  readonly url: string;
  /** How many connections callers have opened so far. */
  readonly connectionsOpened: () => number;
  /** Ends every connection and stops listening. */
  readonly close: () => Promise<void>;
}

/**
 * Bedrock's runtime endpoint on 127.0.0.1: real signatures, strict Converse input, the real event-stream wire format.
 * Rejects with EADDRINUSE when the port is taken.
 */
export async function startBedrock(options: BedrockOptions = {}): Promise<Bedrock> {
  const { port = 0, projectFolder, paceMs = 15, onRequest } = options;
  const respond = options.respond ?? playing(createAnswerer(projectFolder, paceMs));
  const chooseScenario = createScenarioChooser();

  const listener = await listen(port, (request, response, socket) => {
    const exchange = openExchange(response, socket);
    serve(request, exchange).catch((error: unknown) => {
      if (exchange.signal.aborted) return;
      console.error('The local Bedrock failed:', error);
      exchange.cut();
    });
  });

  async function serve(request: Request, exchange: Exchange): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await buffer(request);
    onRequest?.(toSeenRequest(request, body, exchange));

    if (method === 'GET' && url === '/ping') return sendBody(exchange, { status: 200, headers: {}, body: 'healthy' });
    const route = toRoute(method, url);
    const isApply = isApplyGuardrail(method, url);
    if (route === undefined && !isApply) return refuse(unknownOperation, exchange);
    const unsigned = checkSignature({ method, url, headers, body }, { service: 'bedrock', now: new Date() });
    if (unsigned !== undefined) return refuse({ status: 403, ...unsigned }, exchange);
    if (route === undefined) return applyGuardrail(body, exchange);
    if (route.operation === 'invoke') return invokeEmbedding(body, exchange);
    if (route.operation === 'count-tokens') return countTokens(route.modelId, body, exchange);
    const checked = checkConverseInput(parseJson(body));
    if ('refusal' in checked) return refuse(checked.refusal, exchange);
    const output = route.operation === 'converse' ? toBufferedOutput(exchange) : toStreamOutput(exchange);
    const choice = await chooseScenario(route.modelId, checked.input);
    if (choice === undefined) return respond({ input: checked.input, exchange, output });
    if ('refusal' in choice) return refuse(choice.refusal, exchange);
    return play(choice.scenario, choice.turn, exchange, output);
  }

  return {
    url: `http://127.0.0.1:${listener.port}`,
    connectionsOpened: listener.connectionsOpened,
    close: listener.close,
  };
}
