import type { Plugin } from 'esbuild';

/**
 * Files that the SDK imports statically and this function never uses: by the end of the file's path, the stub that replaces
 * it. A stub throws if it is used anyway.
 *
 * - HTTP/2: the client is given its own handler (docs/decisions/0003), which the class only passes on
 * - the retries of AWS_RETRY_MODE=adaptive, which no function here sets
 * - signing of streams that are *sent*: Converse only answers with one
 * - a bearer token from a person's single sign-on: a function signs with its role
 * - asking an EC2 machine for its region: the settings have it
 * - web streams, and SHA-256 and CRC-32 for runtimes without them
 * - the reading of event streams, which the client is given (docs/decisions/0012), and the sending of some
 * - what of itself the SDK uses, which it tells AWS in a header
 * - the header by which Lambda finds functions that call each other in circles: Bedrock calls none
 * - a stream as the whole body of an answer, WebSockets and S3's buckets: Converse has none of them
 * - the warning that Node is too old: Lambda's is 24
 * - the SDK's log of what is sent and answered: neither may ever be logged
 * - times, in headers and in bodies: Converse has none
 */
const stubs: ReadonlyMap<string, string> = new Map([
  [
    'node-http-handler/dist-es/node-http2-handler.js',
    `export class NodeHttp2Handler {
       static create(handler) { if (typeof handler?.handle === 'function') return handler; ${unused('NodeHttp2Handler')} }
     }`,
  ],
  ['node-http-handler/dist-es/node-http2-connection-manager.js', toClass('NodeHttp2ConnectionManager')],
  ['util-retry/AdaptiveRetryStrategy.js', toClass('AdaptiveRetryStrategy')],
  [
    'eventstream-handler-node/dist-es/EventStreamPayloadHandler.js',
    `export class EventStreamPayloadHandler { async handle() { ${unused('EventStreamPayloadHandler')} } }`,
  ],
  [
    'signature-v4/dist-es/HeaderFormatter.js',
    `export class HeaderFormatter { format() { ${unused('HeaderFormatter')} } }
     export class Int64 { static fromNumber() { ${unused('Int64')} } }`,
  ],
  ['token-providers/dist-es/fromSso.js', `export const fromSso = () => async () => { ${unused('fromSso')} };`],
  [
    'regionConfig/getInstanceMetadataRegion.js',
    `export const getInstanceMetadataRegion = async () => { ${unused('getInstanceMetadataRegion')} };`,
  ],
  ['util-stream/sdk-stream-mixin.browser.js', `export const sdkStreamMixin = () => { ${unused('sdkStreamMixin')} };`],
  ['util-stream/sdk-stream-mixin.js', `export const sdkStreamMixin = () => { ${unused('sdkStreamMixin')} };`],
  ['checksum/sha256/Sha256Js.js', toClass('Sha256Js')],
  ['checksum/crc32/Crc32Js.js', toClass('Crc32Js')],
  [
    'eventstream-serde/EventStreamMarshaller.js',
    `${toClass('EventStreamMarshaller')}
     export const eventStreamSerdeProvider = () => { ${unused('eventStreamSerdeProvider')} };`,
  ],
  ['middleware-user-agent/check-features.js', 'export const checkFeatures = async () => {};'],
  [
    'middleware-recursion-detection/recursionDetectionMiddleware.js',
    'export const recursionDetectionMiddleware = () => (next) => next;',
  ],
  ['middleware-websocket/dist-es/resolveWebSocketConfig.js', 'export const resolveWebSocketConfig = (input) => input;'],
  [
    'middleware-websocket/dist-es/getWebSocketPlugin.js',
    'export const getWebSocketPlugin = () => ({ applyToStack() {} });',
  ],
  [
    'service-customizations/index.js',
    `export const resolveParamsForS3 = async () => { ${unused('resolveParamsForS3')} };`,
  ],
  [
    'client/emitWarningIfUnsupportedVersion.js',
    'export const state = {}; export const emitWarningIfUnsupportedVersion = () => {};',
  ],
  [
    'middleware-logger/loggerMiddleware.js',
    `export const loggerMiddleware = () => (next) => next; export const loggerMiddlewareOptions = {};
     export const getLoggerPlugin = () => ({ applyToStack() {} });`,
  ],
  [
    'schema-serde-lib/schema-date-utils.js',
    ['_parseEpochTimestamp', '_parseRfc3339DateTimeWithOffset', '_parseRfc7231DateTime']
      .map((name) => `export function ${name}() { ${unused(name)} }`)
      .join('\n'),
  ],
  [
    'submodules/serde/date-utils.js',
    [
      'dateToUtcString',
      'parseRfc3339DateTime',
      'parseRfc3339DateTimeWithOffset',
      'parseRfc7231DateTime',
      'parseEpochTimestamp',
    ]
      .map((name) => `export function ${name}() { ${unused(name)} }`)
      .join('\n'),
  ],
  ['smithy-client/schemaLogFilter.js', `export function schemaLogFilter() { ${unused('schemaLogFilter')} }`],
]);

function toClass(name: string): string {
  return `export class ${name} { constructor() { ${unused(name)} } }`;
}

function unused(name: string): string {
  return `throw new Error('scripts/plugins/unused-sdk-plugin.ts leaves ${name} out');`;
}

/** The exports of the left-out files that would be reached first. */
export const stubbed = [
  'NodeHttp2Handler',
  'AdaptiveRetryStrategy',
  'EventStreamPayloadHandler',
  'HeaderFormatter',
  'Crc32Js',
  'eventStreamSerdeProvider',
  'fromSso',
  'getInstanceMetadataRegion',
  'schemaLogFilter',
  '_parseEpochTimestamp',
  'resolveParamsForS3',
];

/** Leaves these files out of the bundle: a twentieth of what a cold start compiles (docs/decisions/0013). */
export const unusedSdkPlugin: Plugin = {
  name: 'unused-sdk',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]@(smithy|aws-sdk)[\\/].*\.js$/ }, ({ path }) => {
      const [, contents] = [...stubs].find(([end]) => path.replaceAll('\\', '/').endsWith(end)) ?? [];
      return contents === undefined ? undefined : { contents, loader: 'js' };
    });
  },
};
