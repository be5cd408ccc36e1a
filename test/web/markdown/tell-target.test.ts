import { describe, expect, test } from 'vitest';
import { showControls } from '../../../web/markdown/controls.ts';
import { tellTarget } from '../../../web/markdown/tell-target.ts';

describe('a link shows where it leads', () => {
  test.each([
    ['google.com', 'https://evil.example/', 'evil.example'],
    ['https://google.com/login', 'https://evil.example/google.com', 'evil.example'],
    ['Sign in at www.google.com.', 'https://evil.example/', 'evil.example'],
    ['https://google.com', 'https://google.com@evil.example/', 'evil.example'],
    ['https://google.com@evil.example/', 'https://google.com@evil.example/', 'evil.example'],
    ['google.com', 'https://google.com.evil.example/', 'google.com.evil.example'],
    ['ｇｏｏｇｌｅ．ｃｏｍ', 'https://evil.example/', 'evil.example'],
    ['gооgle.com', 'https://gооgle.com/', 'xn--ggle-55da.com'],
    ['goo\u200Bgle.com', 'https://evil.example/', 'evil.example'],
    ['\u202Emoc.elgoog', 'https://evil.example/', 'evil.example'],
    ['http://intranet/', 'https://evil.example/', 'evil.example'],
    ['192.168.0.1', 'https://evil.example/', 'evil.example'],
    ['help@google.com', 'mailto:help@evil.example', 'help@evil.example'],
    ['help@google.com', 'https://evil.example/', 'evil.example'],
  ])('%j, to %s, is %s', (label, href, target) => expect(tellTarget(label, new URL(href))).toBe(target));

  test.each([
    ['the docs', 'https://docs.example/'],
    ['docs.example', 'https://docs.example/a'],
    ['https://docs.example/a?b', 'https://docs.example/a?b'],
    ['www.docs.example', 'http://www.docs.example'],
    ['Docs.Example', 'https://www.docs.example:8443/'],
    ['docs.example', 'https://de.docs.example/'],
    ['me@docs.example', 'mailto:me@docs.example'],
    ['version 1.25', 'https://docs.example/'],
    ['دليل البرمجة', 'https://docs.example/'],
    ['راهنمای برنامه‌نویسی', 'https://docs.example/'],
    ['משרד החינוך', 'https://docs.example/'],
    ['家族 👨‍👩‍👧', 'https://docs.example/'],
  ])('%j, to %s, says enough', (label, href) => expect(tellTarget(label, new URL(href))).toBeUndefined());
});

describe('controls', () => {
  const show = (text: string) => showControls(text, (name) => `[${name}]`).join('');

  test.each(
    '202A 202B 202C 202D 202E 2066 2067 2068 2069 200B 200E 200F 061C 00AD 2060 FEFF 3164 2028 E0041 0000 001B 0085 200C 200D'.split(
      ' ',
    ),
  )('U+%s is shown', (code) => {
    const char = String.fromCodePoint(Number.parseInt(code, 16));
    expect(show(`a${char}b`)).toBe(`a[U+${code}]b`);
  });

  test.each([
    'a\tb\nc',
    'שלום עולם',
    'مرحبا بالعالم',
    'می‌خواهم',
    'क्‍ष',
    '葛\u{E0100}飾',
    '❤️',
    '👨‍👩‍👧',
    'é',
    'Tiếng Việt',
    '。',
  ])('%j has none', (text) => expect(show(text)).toBe(text));
});
