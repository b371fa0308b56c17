import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Place, sourceMap } from './index.ts'

const place = fc.record({
  column: fc.nat(5000),
  from: fc.option(
    fc.record({
      file: fc.constantFrom('a.ts', 'src/b.ts', 'src/[id].ts'),
      line: fc.integer({ min: 1, max: 100_000 }),
      column: fc.integer({ min: 1, max: 500 }),
    }),
    { nil: undefined },
  ),
})
const line = fc
  .uniqueArray(place, { maxLength: 6, selector: ({ column }) => column })
  .map((places) => places.sort((a, b) => a.column - b.column).map(({ column, from }): Place => [column, from]))

test('says what a reader of source maps reads', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const map = JSON.parse(sourceMap('index.d.ts', lines))
      const read = decodedMappings(new TraceMap(map)).map((segments) =>
        segments.map(
          (segment): Place =>
            segment.length === 1
              ? [segment[0], undefined]
              : [segment[0], { file: map.sources[segment[1]], line: segment[2] + 1, column: segment[3] + 1 }],
        ),
      )
      expect(read.slice(0, lines.length)).toEqual(lines.length === 0 ? [] : lines)
    }),
  )
})
