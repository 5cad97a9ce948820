type Decoder = (text: string) => string | undefined;

const packed =
  (encoding: 'base64' | 'hex', fits: RegExp): Decoder =>
  (text) => {
    const bare = text.replace(/\s+/g, '');
    return fits.test(bare) ? Buffer.from(bare, encoding).toString('utf8') : undefined;
  };

const rotated: Decoder = (text) =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

const DECODERS: { readonly [encoding: string]: Decoder } = {
  base64: packed('base64', /^[A-Za-z0-9+/_-]+={0,2}$/),
  hex: packed('hex', /^[0-9a-fA-F]+$/),
  rot13: rotated,
};

/** The text that an encoded one stands for; undefined where it is no such text, or the encoding is none that hides a text. */
export const decoded = (encoding: string, text: string): string | undefined =>
  DECODERS[encoding.toLowerCase().replace(/[-_]|url$|codec$/g, '')]?.(text);
