/** README.md of the package: all routes at a glance, and for each a program that calls it. */
import type { AuthScheme, BodyContract, NamedTypes } from '../../compiler/ir/index.ts'
import { key, quote } from '../code/index.ts'
import { type ExampleCode, exampleOf, exampleOfProperty, mustBeShown } from '../sample/index.ts'
import type { EmittedMember } from './emitted-member.ts'
import type { Field, Input } from './input.ts'
import type { SdkPackage } from './manifest.ts'
import type { SdkApp, SdkRoute, SdkSocket } from './module.ts'

const BASE_URL = "'http://localhost:3000'"

export function readme(ir: SdkApp, { name, description }: SdkPackage, routes: readonly EmittedMember[]): string {
  const rows = routes.map(({ route, operation: { group, member, name: own } }) => {
    const path = [...group, member].join('.')
    return `| \`${escaped(route.id)}\` | \`api.${path}\` | \`${own}\` | ${escaped(route.doc?.summary?.split('\n')[0] ?? '')} |`
  })
  return `${[
    `# ${name}`,
    '',
    ...(description === undefined ? [] : [escaped(description), '']),
    `A typed client of ${ir.name} ${ir.version}. It depends on nothing but \`fetch\`, and runs in browsers, Node.js, Deno, Bun and workers.`,
    '',
    '```ts',
    `import { createClient } from '${name}'`,
    '',
    `const api = createClient({ baseUrl: ${BASE_URL} })`,
    '```',
    '',
    '| Route | Member | Function | |',
    '|---|---|---|---|',
    ...rows,
    ...routes.flatMap((route) => [
      '',
      `## \`${escaped(route.route.id)}\``,
      '',
      ...words(route.route),
      '```ts',
      program(ir, name, route),
      '```',
    ]),
  ].join('\n')}\n`
}

const escaped = (text: string): string =>
  text.replace(/[|<>]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\s+/g, ' ')

function words({ doc }: SdkRoute | SdkSocket): string[] {
  const said = [doc?.summary, doc?.deprecated && `Deprecated${doc.deprecated === true ? '.' : `: ${doc.deprecated}`}`]
  return said.flatMap((text) => (text ? [escaped(text), ''] : []))
}

/** A module of its own. */
function program(ir: SdkApp, name: string, { route, operation, input, all }: EmittedMember): string {
  const auth = (ir.middleware ?? []).flatMap(({ id, auth: scheme }) => (scheme && route.middleware?.includes(id) ? [scheme] : []))
  const given = input.isOptional ? '' : `, ${print(inputExample(ir, input), 80)}`
  const called = all?.name ?? operation.name
  const names = [...(auth.some(isBearer) ? ['bearer'] : []), called].sort()
  const call = `${called}({ ${['baseUrl', ...new Set(auth.map(credential))].join(', ')} }${given})`
  return [
    `import { ${names.join(', ')} } from ${quote(name)}`,
    '',
    `const baseUrl = ${BASE_URL}`,
    ...use(ir, route, call, all !== undefined),
  ].join('\n')
}

const isBearer = ({ kind }: AuthScheme): boolean => kind !== 'basic'
const credential = (scheme: AuthScheme): string =>
  isBearer(scheme) ? "use: [bearer('token')]" : "headers: { authorization: `Basic ${btoa('user:password')}` }"

function use(ir: SdkApp, route: SdkRoute | SdkSocket, call: string, isPaged: boolean): string[] {
  if (route.method === 'WS') return converse(ir, route, call)
  const { replies } = route
  if (isPaged) return [`for await (const item of ${call}) console.log(item)`]
  if (replies.some(({ status, content }) => status === 200 && content === 'events'))
    return [`for await (const event of await ${call}.orThrow()) {`, '  console.log(event)', '  break', '}']
  return [
    `const result = await ${call}`,
    'if (result.ok) console.log(result.status, result.data)',
    'else console.error(result.status)',
  ]
}

function converse({ types }: SdkApp, { incoming, outgoing }: SdkSocket, call: string): string[] {
  const message = incoming.text
    ? print(exampleOf(incoming.text.type, types, 'text'), 80)
    : incoming.bytes && 'new Uint8Array([1, 2, 3])'
  return [
    `const channel = await ${call}.opened`,
    ...(message ? [`channel.send(${message})`] : []),
    ...(outgoing.text || outgoing.bytes
      ? ['for await (const message of channel) {', '  console.log(message)', '  break', '}']
      : ['channel.close()']),
  ]
}

/** What the function must be given, and no more. */
function inputExample({ types }: SdkApp, { params, query, headers, cookies, body, isNested }: Input): ExampleCode {
  const member = ({ property }: Field) => ({ label: label(property.name), code: exampleOfProperty(property, types) })
  const members = (fields: readonly Field[]) => fields.filter(({ property }) => mustBeShown(property)).map(member)
  const part = (name: string, fields: readonly Field[]) => {
    const required = members(fields)
    return required.length === 0 ? [] : [{ label: label(name), code: { open: '{ ', members: required, close: ' }' } }]
  }
  return {
    open: '{ ',
    members: [
      ...(isNested ? [...part('params', params), ...part('query', query)] : [...members(params), ...members(query)]),
      ...part('headers', headers),
      ...part('cookies', cookies),
      ...(body === undefined || body.optional ? [] : [{ label: label('body'), code: bodyExample(body, types) }]),
    ],
    close: ' }',
  }
}

function bodyExample({ content, type, files = [] }: BodyContract, types: NamedTypes): ExampleCode {
  if (content === 'bytes') return "new Blob(['bytes'])"
  if (content === 'stream') return "new Blob(['bytes']).stream()"
  const example = exampleOf(type, types, content === 'text' ? 'text' : 'body')
  if (content !== 'multipart') return example
  const blobs = files
    .filter(({ optional }) => !optional)
    .map(({ name, list, types: allowed }) => {
      const media = allowed?.[0]?.replace('*', 'plain').replace(/^image\/plain$/, 'image/png')
      const blob = `new Blob(['bytes']${media === undefined ? '' : `, { type: ${quote(media)} }`})`
      return {
        label: label(name),
        code: list ? `[${Array.from({ length: Math.max(1, list.min) }, () => blob).join(', ')}]` : blob,
      }
    })
  const fields = typeof example === 'string' ? [] : example.members
  return { open: '{ ', members: [...fields, ...blobs], close: ' }' }
}

const label = (name: string): string => `${key(name)}: `

/** One line where that is short. */
function print(code: ExampleCode, width: number, depth = 0): string {
  if (typeof code === 'string') return code
  const { open, members, close } = code
  const line = `${open}${members.map((one) => `${one.label}${print(one.code, Number.POSITIVE_INFINITY)}`).join(', ')}${close}`
  if (line.length <= width - 2 * depth) return line
  const indent = '  '.repeat(depth + 1)
  const lines = members.map((one) => `${indent}${one.label}${print(one.code, width, depth + 1)},\n`)
  return `${open.trimEnd()}\n${lines.join('')}${'  '.repeat(depth)}${close.trimStart()}`
}
