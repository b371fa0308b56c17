/** Which characters do the positions of a pattern match? Told by a sample of all that patterns tell apart. */

/** Bits of the sample by source: two classes have a character in common where their bits do. */
export function characterBits(sources: readonly string[]): (source: string) => bigint {
  const sample = [...new Set([...SAMPLE, ...sources.flatMap(namedIn)])]
  const known = new Map<string, bigint>()
  return (source) => {
    const found = known.get(source) ?? bitsOf(source, sample)
    known.set(source, found)
    return found
  }
}

function bitsOf(source: string, sample: readonly string[]): bigint {
  const expression = new RegExp(`^${source}$`, 'u')
  return BigInt(`0b0${sample.map((character) => (expression.test(character) ? '1' : '0')).join('')}`)
}

/** The characters that a class names, and those beside them: `[\u1200-\u1300]`. */
function namedIn(source: string): string[] {
  const escaped = [...source.matchAll(/\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/gi)]
  const codes = escaped.map(([, braced, plain, short]) => Number.parseInt((braced ?? plain ?? short)!, 16))
  const plain = [...source].filter((character) => character > '\u017f').map((character) => character.codePointAt(0)!)
  return [...codes, ...plain]
    .flatMap((code) => [code - 1, code, code + 1])
    .filter((code) => code >= 0 && code <= 0x10ffff)
    .map((code) => String.fromCodePoint(code))
}

const SAMPLE: readonly string[] = [
  ...Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)),
  ...'\u0391\u03b1\u0416\u0436\u05d0\u0627\u0905\u0e01\u3042\u30a2\u4e2d\uac00\u2028\u2029\u3000\ufeff\u200b\u20ac\u2192\u0300\u0660\u2160\ue000',
  ...['\u{1f600}', '\u{20000}', '\u{10ffff}'],
]
