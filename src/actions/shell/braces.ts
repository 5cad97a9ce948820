/** Words that one brace expansion may become; of longer ranges only the first. */
const CAP = 64;

const range = (from: string, to: string, step: number): readonly string[] => {
  const letters = !/\d/.test(from);
  const first = letters ? from.charCodeAt(0) : Number(from);
  const last = letters ? to.charCodeAt(0) : Number(to);
  const width = /^-?0\d/.test(from) ? from.length : 0;
  const sign = first <= last ? 1 : -1;
  const stride = Math.max(1, Math.abs(step)) * sign;
  const found: string[] = [];
  for (let value = first; found.length < CAP && (last - value) * sign >= 0; value += stride)
    found.push(letters ? String.fromCharCode(value) : String(value).padStart(width, '0'));
  return found;
};

/** Splits at the commas that stand in no inner braces. */
const choices = (inner: string): readonly string[] => {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < inner.length; index++) {
    const letter = inner[index];
    if (letter === '{') depth++;
    else if (letter === '}') depth--;
    else if (letter === ',' && depth === 0) {
      found.push(inner.slice(start, index));
      start = index + 1;
    }
  }
  return [...found, inner.slice(start)];
};

const bare = (text: string): string => text.replace(/^(["'])(.*)\1$/s, '$2').replace(/\\(.)/g, '$1');

/** `{a,b}` as `a` and `b`, `{1..3}` as `1`, `2` and `3`. Braces inside are expanded in their turn. */
export const alternatives = (text: string, depth = 0): readonly string[] => {
  const inner = text.slice(1, -1);
  const bounds = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(inner);
  if (bounds) return range(bounds[1]!, bounds[2]!, Number(bounds[3] ?? 1));
  const found = choices(inner).flatMap((choice) => {
    const nested = /^([^{]*)(\{[^{}]*(?:,|\.\.)[^{}]*\})([^{]*)$/.exec(choice);
    if (!nested || depth > 4) return [bare(choice)];
    return alternatives(nested[2]!, depth + 1).map((each) => bare(nested[1]! + each + nested[3]!));
  });
  return found.slice(0, CAP);
};
