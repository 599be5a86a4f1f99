/** Encodings of text as .NET has them, without any help of the runtime: bytes are numbers here. */

export function utf16Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    bytes.push(unit & 0xff, unit >> 8);
  }
  return bytes;
}

/** A surrogate that stands alone becomes U+FFFD. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const found = character.codePointAt(0) ?? 0;
    const code = found >= 0xd800 && found <= 0xdfff ? 0xfffd : found;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code, 0));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code, 6), tail(code, 0));
    else bytes.push(0xf0 | (code >> 18), tail(code, 12), tail(code, 6), tail(code, 0));
  }
  return bytes;
}

function tail(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f);
}

export function textOfUtf16(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  return text;
}

/** Null: the bytes are no UTF-8. */
export function textOfUtf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += digits.charAt(group >> 18) + digits.charAt((group >> 12) & 63);
    text += second === undefined ? '=' : digits.charAt((group >> 6) & 63);
    text += third === undefined ? '=' : digits.charAt(group & 63);
  }
  return text;
}

/** White space is passed over, as .NET does. Null: it is no Base64. */
export function fromBase64(text: string): readonly number[] | null {
  const bare = text.replace(/[ \t\r\n]/g, '');
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return null;
  const bytes: number[] = [];
  for (let at = 0; at < bare.length; at += 4) {
    const quartet = bare.slice(at, at + 4);
    const group = Array.from(quartet).reduce((sum, digit) => (sum << 6) | Math.max(0, digits.indexOf(digit)), 0);
    bytes.push(...[(group >> 16) & 0xff, (group >> 8) & 0xff, group & 0xff].slice(0, quartet.replace(/=+$/, '').length - 1));
  }
  return bytes;
}
