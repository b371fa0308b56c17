/** How long it takes to tell what changed between two snapshots of 1,500 routes, read from text; in a process that did nothing else. */
import { compareSnapshots } from '../../compiler/versions/index.ts'

const RESOURCES = 300

const string = (...constraints) => ({ kind: 'string', constraints })
const number = (...constraints) => ({ kind: 'number', constraints })
const uuid = string({ kind: 'format', format: 'uuid' })
const ref = (id) => ({ kind: 'ref', id })
const member = (name, type, optional = false) => ({ name, type, optional })
const object = (...properties) => ({ kind: 'object', properties, index: [], constraints: [] })
const list = (element) => ({ kind: 'array', element, constraints: [] })
const union = (...members) => ({ kind: 'union', members })
const literal = (value) => ({ kind: 'literal', value })

/** `changed(i)`: whether the type of that resource is the newer one, which refuses more and answers more. */
function snapshot(changed) {
  const types = { Problem: object(member('error', string()), member('detail', string(), true)) }
  const routes = []
  for (let i = 0; i < RESOURCES; i++) {
    const name = `Resource${i}`
    types[name] = object(
      member('id', uuid),
      member('name', string({ kind: 'minLength', value: changed(i) ? 2 : 1 }, { kind: 'maxLength', value: 80 })),
      member('state', union(...['draft', 'live', 'gone', ...(changed(i) ? ['held'] : [])].map(literal))),
      member('price', number({ kind: 'minimum', value: 0 }), true),
      member('tags', list(string())),
      member('created', { kind: 'date' }),
      member('owner', ref(`Resource${Math.floor(i / 7)}`), true),
      member('parts', list(ref(`Part${i}`))),
    )
    types[`Part${i}`] = union(
      object(member('kind', literal('text')), member('text', string()), member(`own${i}`, string(), true)),
      object(member('kind', literal('image')), member('url', { kind: 'url' }), member('alt', string(), true)),
      object(member('kind', literal('group')), member('parts', list(ref(`Part${i}`)))),
    )
    routes.push(...routesOf(`resource${i}`, name))
  }
  const named = Object.entries(types).map(([id, type]) => [id, { id, name: id, type }])
  const app = {
    format: 2,
    name: 'shop',
    appVersion: '1.0.0',
    extraKeys: 'strip',
    bodyLimit: 1e6,
    routes,
    types: Object.fromEntries(named),
  }
  return JSON.stringify(app)
}

function routesOf(path, name) {
  const many = [{ kind: 'static', value: path }]
  const one = [...many, { kind: 'param', name: 'id' }]
  const params = [member('id', uuid)]
  const failed = (status) => ({ status, content: 'json', body: ref('Problem') })
  const answer = (body) => [{ status: 200, content: 'json', body }, failed(404)]
  const route = (method, segments, request, replies) => {
    const at = `/${segments.map((segment) => segment.value ?? `:${segment.name}`).join('/')}`
    return { id: `${method} ${at}`, method, path: at, segments, request, replies, guards: [] }
  }
  const body = { content: 'json', type: ref(name), optional: false }
  return [
    route('GET', many, { query: [member('limit', number(), true), member('state', string(), true)] }, answer(list(ref(name)))),
    route('POST', many, { body }, answer(ref(name))),
    route('GET', one, { params }, answer(ref(name))),
    route('PUT', one, { params, body }, answer(ref(name))),
    route('DELETE', one, { params }, [{ status: 204, content: 'none' }, failed(404)]),
  ]
}

const cases = {
  'nothing changed': () => false,
  'three types that five routes each speak of': (i) => i >= RESOURCES - 3,
  'one type that all others lead to': (i) => i === 0,
  'every type': () => true,
}
const older = snapshot(() => false)
const rows = Object.entries(cases).map(([name, changed]) => {
  const texts = [older, snapshot(changed)]
  const began = performance.now()
  const changes = compareSnapshots(JSON.parse(texts[0]), JSON.parse(texts[1]))
  return [name, changes.length, Math.round(performance.now() - began)]
})
process.stdout.write(
  JSON.stringify([
    {
      key: 'diff',
      title: 'What changed between two snapshots of 1,500 routes',
      columns: ['', 'changes', 'ms'],
      rows,
      notes: [
        'Both snapshots are parsed and compared, the first time in a process. Types are recursive, and lead to each other.',
      ],
      goals: rows.map(([name, , ms]) => ({ what: name, value: ms, atMost: 1000, unit: 'ms' })),
    },
  ]),
)
