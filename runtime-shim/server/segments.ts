/** Which of many segments stands next in a path? Told by its hash, for a path that no one has looked at before. */

/** Takes what lies behind a segment, from the place behind its slash: whether a route was called. */
type Below = (exchange: never, path: string, from: number, ...given: never[]) => boolean
type Call = (exchange: never, ...params: string[]) => void

/** `['users', belowUsers, [getUser, getPosts]]`: a function that many segments have is told by `calls` what to call. */
export type SegmentRow = readonly [segment: string, below: Below, calls?: readonly Call[]]

export interface FoundSegment {
  readonly segment: string
  readonly below: Below
  readonly calls: readonly Call[]
  /** Characters up to what lies behind: those of the segment, and the slash. */
  readonly length: number
}

interface Entry extends FoundSegment {
  readonly hash: number
  /** Another one in the same slot. */
  readonly next: Entry | undefined
}

const SLASH = 47
const NONE: readonly Call[] = []
/** Slots for each row: nearly all rows have one to themselves. */
const SPARE = 4

/**
 * `find('/api/users/7', 5)` -> the row of `users`; undefined where no row has the segment, or where it ends the path.
 *
 * A `Map` would do the same: but it hashes a string that has to be made first, and a switch over characters has to be left for each one.
 */
export function segmentTable(rows: readonly SegmentRow[]): (path: string, from: number) => FoundSegment | undefined {
  const longest = Math.max(...rows.map(([segment]) => segment.length))
  const slots: (Entry | undefined)[] = Array.from({ length: 2 ** Math.ceil(Math.log2(rows.length * SPARE)) }, () => undefined)
  const mask = slots.length - 1
  for (const [segment, below, calls = NONE] of rows) {
    const hash = hashOf(segment)
    slots[hash & mask] = { segment, below, calls, length: segment.length + 1, hash, next: slots[hash & mask] }
  }
  return (path, from) => {
    const last = Math.min(path.length - 1, from + longest)
    let hash = 0
    for (let end = from; end <= last; end++) {
      const code = path.charCodeAt(end)
      if (code === SLASH) return inSlot(slots[hash & mask], hash, path, from, end)
      hash = (Math.imul(hash, 31) + code) | 0
    }
    return undefined
  }
}

function inSlot(slot: Entry | undefined, hash: number, path: string, from: number, end: number): Entry | undefined {
  for (let entry = slot; entry !== undefined; entry = entry.next)
    if (entry.hash === hash && entry.segment === path.slice(from, end)) return entry
  return undefined
}

function hashOf(segment: string): number {
  let hash = 0
  for (let i = 0; i < segment.length; i++) hash = (Math.imul(hash, 31) + segment.charCodeAt(i)) | 0
  return hash
}
