/** Who takes part, by name: `hand` is the ceiling, `gatic` what the compiler emits, the rest are peers. */
const cache = '../../.cache/bench-validators'
const peers = ['typia', 'typebox', 'ajv', 'arktype', 'zod', 'zod-compiled', 'valibot']

const gatic = async () => {
  const { default: loose } = await import(`${cache}/loose.mjs`)
  const { default: strict } = await import(`${cache}/strict.mjs`)
  return {
    default: {
      assertLoose: loose.moltar.is,
      assertStrict: strict.moltar.is,
      parseSafe: loose.moltar.parse,
      parseStrict: strict.moltar.parse,
      simple: loose.profile.is,
      nested: loose.order.is,
      list: loose.entries.is,
      explainSimple: loose.profile.explain,
      explainNested: loose.order.explain,
      stringifyNested: loose.order.stringify,
      stringifyList: loose.entries.stringify,
    },
    lacks: {},
  }
}

export async function contenders(only) {
  const load = {
    hand: () => import('./hand.mjs'),
    gatic,
    ...Object.fromEntries(peers.map((peer) => [peer, () => import(`../peers/validators/${peer}.mjs`)])),
  }
  const wanted = only === undefined ? Object.keys(load) : only.split(',')
  return Promise.all(
    wanted.map(async (contender) => {
      const { default: functions, lacks } = await load[contender]()
      return { contender, functions, lacks }
    }),
  )
}
