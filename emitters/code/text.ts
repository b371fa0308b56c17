/** Code under construction: lines at the right depth. Every method returns the text itself. */
export interface Text {
  /** One line; without an argument an empty one. */
  line(code?: string): Text
  /** Code of several lines, indented as a whole. */
  lines(code: string): Text
  /** A line after which everything is one deeper: `if (x) {`. */
  open(code: string): Text
  /** One shallower, then the line: `}` where nothing is said. */
  close(code?: string): Text
  /** One shallower without a line: behind the last statement of a `case`. */
  leave(): Text
  /** Closes and opens in one line: `} else {`. */
  reopen(code: string): Text
  toString(): string
}

export function text(): Text {
  const written: string[] = []
  let depth = 0
  const put = (code: string): Text => {
    written.push(code === '' ? '' : '  '.repeat(depth) + code)
    return self
  }
  const moveBy = (levels: number): void => {
    depth += levels
  }
  const self: Text = {
    line: (code = '') => put(code),
    lines: (code) => {
      for (const line of code.replace(/\n$/, '').split('\n')) put(line)
      return self
    },
    open: (code) => {
      put(code)
      moveBy(1)
      return self
    },
    close: (code = '}') => {
      moveBy(-1)
      return put(code)
    },
    leave: () => {
      moveBy(-1)
      return self
    },
    reopen: (code) => {
      moveBy(-1)
      return self.open(code)
    },
    toString: () => written.map((line) => `${line}\n`).join(''),
  }
  return self
}
