/**
 * The least that can be done with Node: node:https with kept-alive connections, SigV4 by hand, a frame reader that knows text
 * only and checks nothing. No errors, no endings, no deltas merged. Frozen on 2026-11-21: it is the measure of the others.
 */
const https = process.getBuiltinModule('node:https');
const { createHash, createHmac } = process.getBuiltinModule('node:crypto');
const events = process.getBuiltinModule('node:events');

const endpoint = new URL(process.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] ?? '');
const region = process.env['AWS_REGION'] ?? '';
const keyId = process.env['AWS_ACCESS_KEY_ID'] ?? '';
const secret = process.env['AWS_SECRET_ACCESS_KEY'] ?? '';
const agent = new https.Agent({ keepAlive: true });

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

function sign(path: string, body: string): Record<string, string> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/bedrock/aws4_request`;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    host: endpoint.host,
    'x-amz-content-sha256': hash(body),
    'x-amz-date': time,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonicalPath = path.split('/').map(encodeURIComponent).join('/');
  const canonical = ['POST', canonicalPath, '', lines.join(''), names, hash(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization, 'content-length': String(Buffer.byteLength(body)) };
}

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message, model } = JSON.parse(event.body ?? '');
  const body = JSON.stringify({
    messages: [{ role: 'user', content: [{ text: message }] }],
    inferenceConfig: { maxTokens: 4096 },
  });
  const path = `/model/${encodeURIComponent(model)}/converse-stream`;
  const request = https.request(endpoint, { method: 'POST', path, agent, headers: sign(path, body) });
  request.end(body);
  const [response] = await events.once(request, 'response');
  const stream = awslambda.HttpResponseStream.from(responseStream, {
    statusCode: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of response) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 12 && rest.length - at >= rest.readUInt32BE(at)) {
      const end = at + rest.readUInt32BE(at);
      const { delta } = JSON.parse(rest.toString('utf8', at + 12 + rest.readUInt32BE(at + 4), end - 4));
      at = end;
      if (typeof delta?.text === 'string' && !stream.write(delta.text)) await events.once(stream, 'drain');
    }
    rest = rest.subarray(at);
  }
  stream.end();
});
