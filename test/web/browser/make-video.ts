import type { Page } from 'playwright-core';

export interface Video {
  readonly bytes: Buffer;
  readonly seconds: number;
}

interface Frame {
  readonly ms: number;
  readonly isKey: boolean;
  readonly base64: string;
}

const [width, height, framesPerSecond, seconds] = [320, 240, 10, 40];

/** A film of noise, which nothing makes small: VP8 as the browser itself writes it, in WebM with its index in front. */
export async function makeVideo(page: Page): Promise<Video> {
  // Only a page with a secure origin may encode.
  await page.route('https://video.test/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto('https://video.test/');
  const frames = await page.evaluate(encodeFrames, { width, height, framesPerSecond, seconds });
  return { bytes: toWebM(frames), seconds };
}

/** Runs in the page. */
async function encodeFrames(film: {
  width: number;
  height: number;
  framesPerSecond: number;
  seconds: number;
}): Promise<Frame[]> {
  const frames: Frame[] = [];
  const encoder = new VideoEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      const base64 = btoa(bytes.reduce((text, byte) => text + String.fromCodePoint(byte), ''));
      frames.push({ ms: chunk.timestamp / 1000, isKey: chunk.type === 'key', base64 });
    },
    error(error) {
      throw error;
    },
  });
  encoder.configure({ codec: 'vp8', width: film.width, height: film.height, bitrate: 8_000_000 });
  const pixels = new Uint8Array(film.width * film.height * 4);
  for (let at = 0; at < film.seconds * film.framesPerSecond; at += 1) {
    for (let from = 0; from < pixels.length; from += 65_536)
      crypto.getRandomValues(pixels.subarray(from, from + 65_536));
    const timestamp = (at * 1_000_000) / film.framesPerSecond;
    const frame = new VideoFrame(pixels, {
      format: 'RGBX',
      codedWidth: film.width,
      codedHeight: film.height,
      timestamp,
    });
    encoder.encode(frame, { keyFrame: at % film.framesPerSecond === 0 });
    frame.close();
    if (encoder.encodeQueueSize > 10) await encoder.flush();
  }
  await encoder.flush();
  return frames;
}

/** https://www.matroska.org/technical/elements.html */
const ids = {
  header: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  codecId: 0x86,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const;

function toWebM(frames: readonly Frame[]): Buffer {
  const info = element(
    ids.info,
    element(ids.timestampScale, whole(1_000_000)),
    element(ids.duration, float(seconds * 1000)),
  );
  const tracks = element(
    ids.tracks,
    element(
      ids.trackEntry,
      element(ids.trackNumber, whole(1)),
      element(ids.trackUid, whole(1)),
      element(ids.trackType, whole(1)),
      element(ids.codecId, Buffer.from('V_VP8')),
      element(ids.video, element(ids.pixelWidth, whole(width)), element(ids.pixelHeight, whole(height))),
    ),
  );
  const clusters = toGroups(frames).map(toCluster);
  const before = info.length + tracks.length;
  const first = before + toCues(clusters, 0).length;
  const body = Buffer.concat([info, tracks, toCues(clusters, first), ...clusters.map(({ bytes }) => bytes)]);
  return Buffer.concat([element(ids.header, element(ids.docType, Buffer.from('webm'))), element(ids.segment, body)]);
}

interface Cluster {
  readonly ms: number;
  readonly bytes: Buffer;
}

/** Each begins with a frame that needs no other. */
function toGroups(frames: readonly Frame[]): readonly (readonly Frame[])[] {
  const groups: Frame[][] = [];
  for (const frame of frames) {
    if (frame.isKey) groups.push([]);
    groups.at(-1)?.push(frame);
  }
  return groups;
}

function toCluster(frames: readonly Frame[]): Cluster {
  const ms = frames[0]?.ms ?? 0;
  const blocks = frames.map((frame) => {
    const head = Buffer.from([0x81, 0, 0, frame.isKey ? 0x80 : 0]);
    head.writeInt16BE(frame.ms - ms, 1);
    return element(ids.simpleBlock, head, Buffer.from(frame.base64, 'base64'));
  });
  return { ms, bytes: element(ids.cluster, element(ids.timestamp, whole(ms)), ...blocks) };
}

/** Where each cluster is, from the beginning of the segment's body. All numbers have the same length, so that the index has, too. */
function toCues(clusters: readonly Cluster[], first: number): Buffer {
  let position = first;
  const points = clusters.map(({ ms, bytes }) => {
    const at = element(
      ids.cueTrackPositions,
      element(ids.cueTrack, whole(1)),
      element(ids.cueClusterPosition, whole(position)),
    );
    position += bytes.length;
    return element(ids.cuePoint, element(ids.cueTime, whole(ms)), at);
  });
  return element(ids.cues, ...points);
}

function element(id: number, ...body: readonly Buffer[]): Buffer {
  const content = Buffer.concat(body);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.length));
  size[0] = 0x01;
  return Buffer.concat([Buffer.from(id.toString(16), 'hex'), size, content]);
}

function whole(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
