import { decoded } from './encodings.ts';
import { type Call, type Known, known, memberOf, textOf } from './known.ts';
import type { Act, Calls } from './library-act.ts';

/** Bytes given as numbers, as the text that they spell. */
const spelled = (value: Known | undefined): string | undefined => {
  if (value?.is !== 'list' || value.elements.length === 0) return undefined;
  const codes = value.elements.map((each) => (each.is === 'text' && typeof each.value === 'number' ? each.value : -1));
  return codes.every((code) => code >= 0 && code <= 0x10ffff) ? String.fromCodePoint(...codes) : undefined;
};

/** A text that was encoded, as what it says; it stays as it is where that is not known. */
const decodes =
  (encoding: (call: Call) => string): Act =>
  (call) => {
    const given = call.args[0];
    if (given?.is === 'list') return known(spelled(given) ?? '');
    if (given?.is !== 'text' || typeof given.value !== 'string' || given.doubt !== undefined) return given;
    const text = decoded(encoding(call), given.value);
    return text === undefined ? given : { ...given, value: text };
  };

const named = (call: Call): string => (call.args[1] ? textOf(call.args[1]) : '');

/** A name that is put together: `getattr(os, 'rem' + 'ove')`. */
const attribute: Act = ({ args: [of, key] }) => (of && key ? memberOf(of, key) : undefined);

const each = (names: string, act: Act): Calls => Object.fromEntries(names.split(' ').map((name) => [name, act]));

/** Calls that make plain what was hidden. */
export const DECODING_CALLS: Calls = {
  ...each(
    'base64.b64decode base64.decodebytes base64.standard_b64decode base64.urlsafe_b64decode atob',
    decodes(() => 'base64'),
  ),
  ...each(
    'bytes.fromhex bytearray.fromhex binascii.unhexlify',
    decodes(() => 'hex'),
  ),
  'binascii.a2b_base64': decodes(() => 'base64'),
  ...each('codecs.decode Buffer.from', decodes(named)),
  ...each('bytes bytearray', (call) => (call.args[0]?.is === 'list' ? known(spelled(call.args[0]) ?? '') : call.args[0])),
  'String.fromCharCode': (call) => known(spelled({ is: 'list', elements: [...call.args] }) ?? ''),
  getattr: attribute,
};
