/** Words that a binding of a strict module may not, or should not, have. */
const keywords = `
  arguments async await break case catch class const continue debugger default delete do else enum eval export extends false finally
  for from function get if implements import in instanceof interface let new null of package private protected public return set
  static super switch this throw true try typeof undefined var void while with yield`

/** Globals that emitted code uses, or that a reader would mistake a binding for. */
const globals = `
  Array ArrayBuffer BigInt Boolean Buffer Date Error Infinity Intl JSON Map Math NaN Number Object Promise Proxy Reflect RegExp Set
  String Symbol SyntaxError TypeError Uint8Array URL WeakMap WeakSet console exports globalThis isFinite isNaN module parseInt
  parseFloat process require self structuredClone then window global __dirname __filename __proto__ constructor`

const words = (text: string): string[] => text.trim().split(/\s+/)

const reserved: ReadonlySet<string> = new Set([...words(keywords), ...words(globals)])

export const isReserved = (name: string): boolean => reserved.has(name)
