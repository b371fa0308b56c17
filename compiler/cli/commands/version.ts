/** `gatic version`: what the app promised when, and what changed since. */
import { execFileSync } from 'node:child_process'
import { breakingChanges } from '../../diagnostics/index.ts'
import {
  changesMarkdown,
  changesText,
  encodeTag,
  encodeVersion,
  idAfter,
  idAt,
  latest,
  levelOf,
  type Snapshot,
  tagPath,
  type Version,
} from '../../versions/index.ts'
import { appFolder } from '../app-folder.ts'
import type { Input } from '../command-line.ts'
import { type ExitCode, type Host, UsageError } from '../host.ts'
import { Refusal } from '../refusal.ts'
import {
  type Call,
  type Comparison,
  compareWith,
  currentSnapshot,
  deploy,
  digest,
  environmentsOf,
  isName,
  label,
  nextVersion,
  prune,
  readStore,
  removeStored,
  rollback,
  takes,
  tellUsage,
  versionOrRefuse,
  writeGuide,
  writeStored,
  writeStubs,
} from '../versions/index.ts'

const VERBS: Readonly<Record<string, (call: Call) => ExitCode | Promise<ExitCode>>> = {
  list,
  show,
  snapshot,
  diff,
  check,
  stub,
  tag,
  untag,
  deprecate,
  deploy,
  prune,
  guide: writeGuide,
  rollback,
}

export async function run(host: Host, { positionals, options }: Input): Promise<ExitCode> {
  const [verb = '', ...names] = positionals
  const perform = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (perform === undefined) throw new UsageError(`\`gatic version\` does ${Object.keys(VERBS).join(', ')}, not \`${verb}\``)
  const root = appFolder(host, typeof options['app'] === 'string' ? options['app'] : undefined)
  return perform({ host, root, store: readStore(root), names, options })
}

async function snapshot({ host, root, store, options, names }: Call): Promise<ExitCode> {
  takes(names, 0, 'snapshot')
  const now = currentSnapshot(host, root)
  if (now === undefined) return 1
  const before = latest(store)
  const next = nextVersion(root, now, before)
  if (before !== undefined && !next.isNew) {
    host.stdout.write(`Nothing changed since ${label(before)}\n`)
    return 0
  }
  const version = newVersion(root, now, before, next.semver, options)
  await writeStored(root, encodeVersion(version, digest))
  host.stdout.write(`${label(version)} is recorded in .gati/versions: commit it\n`)
  if (next.changes.length > 0) host.stdout.write(`\n${changesText(next.changes)}`)
  return 0
}

function newVersion(
  root: string,
  now: Snapshot,
  before: Version | undefined,
  derived: string,
  { note, semver }: Input['options'],
): Version {
  if (typeof semver === 'string' && !/^\d+\.\d+\.\d+$/.test(semver))
    throw new UsageError(`\`${semver}\` is no version such as 1.2.3`)
  const commit = commitOf(root)
  return {
    id: idAfter(before?.id, new Date()),
    semver: typeof semver === 'string' ? semver : derived,
    ...(commit !== undefined && { commit }),
    ...(typeof note === 'string' && { note }),
    snapshot: now,
  }
}

function commitOf(root: string): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined // No repository, no commit yet, or no git: the version is one all the same.
  }
}

function list({ host, store, names, options }: Call): ExitCode | Promise<ExitCode> {
  takes(names, 0, 'list')
  if (typeof options['usage'] === 'string') return tellUsage(host, store, options['usage'], options['json'] === true)
  const rows = store.versions.map(({ id, semver, note, commit, deprecated, snapshot: { routes } }) => {
    const tags = [...store.tags].flatMap(([name, tagged]) => (tagged === id ? [name] : []))
    const environments = environmentsOf(store, id)
    return {
      id,
      semver,
      tags,
      routes: routes.length,
      ...(environments.length > 0 && { deployed: environments }),
      ...(commit && { commit }),
      ...(note && { note }),
      ...(deprecated && { deprecated }),
    }
  })
  if (options['json'] === true) host.stdout.write(`${JSON.stringify({ version: 1, versions: rows }, null, 2)}\n`)
  else if (rows.length === 0) host.stdout.write('No version yet: `gatic version snapshot` takes the first one\n')
  else
    for (const { id, semver, tags, routes, note, deprecated, deployed = [] } of rows) {
      const sunset = deprecated && `deprecated${deprecated.sunset ? `, until ${deprecated.sunset}` : ''}`
      const told = [id, semver.padEnd(8), `${routes} routes`, tags.join(', '), runs(deployed), sunset, note].filter(
        (part) => part,
      )
      host.stdout.write(`${told.join('  ')}\n`)
    }
  return 0
}

const runs = (environments: readonly string[]): string => (environments.length === 0 ? '' : `in ${environments.join(', ')}`)

function show({ host, store, names, options }: Call): ExitCode {
  takes(names, 1, 'show', 'VERSION')
  const { snapshot: taken, ...meta } = versionOrRefuse(store, names[0]!)
  const deployments = store.deployments.filter(({ version }) => version === meta.id)
  if (options['json'] === true)
    host.stdout.write(`${JSON.stringify({ version: 1, ...meta, deployments, snapshot: taken }, null, 2)}\n`)
  else {
    for (const [name, value] of Object.entries(meta))
      host.stdout.write(`${name.padEnd(10)} ${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
    for (const { environment, at } of deployments) host.stdout.write(`deployed   ${at} ${environment}\n`)
    host.stdout.write(`\n${taken.routes.map(({ id }) => `${id}\n`).join('')}`)
  }
  return 0
}

function diff({ host, root, store, names, options }: Call): ExitCode {
  if (names.length > 2) takes(names, 2, 'diff', 'A B')
  const older = versionOrRefuse(store, names[0] ?? 'latest')
  const newer = names[1] === undefined ? undefined : versionOrRefuse(store, names[1])
  const snapshotNow = newer?.snapshot ?? currentSnapshot(host, root)
  if (snapshotNow === undefined) return 1
  const compared = compareWith(root, older.snapshot, snapshotNow, newer?.id)
  print(host, compared, older.semver, newer?.semver ?? 'now', options)
  return 0
}

function check({ host, root, store, names, options }: Call): ExitCode {
  if (names.length > 1) takes(names, 1, 'check', 'VERSION')
  const older = versionOrRefuse(store, names[0] ?? 'latest')
  const now = currentSnapshot(host, root)
  if (now === undefined) return 1
  const compared = compareWith(root, older.snapshot, now)
  print(host, compared, older.semver, 'now', options)
  const count = compared.changes.filter(({ level }) => level === 'major').length
  if (count === 0) return 0
  if (options['json'] === true) return 1
  throw new Refusal(breakingChanges({ count: count === 1 ? '1 change' : `${count} changes`, version: label(older) }, []))
}

function print(host: Host, { changes, waived }: Comparison, older: string, newer: string, options: Input['options']): void {
  const level = levelOf(changes)
  if (options['json'] === true) host.stdout.write(`${JSON.stringify({ version: 1, level, changes, waived }, null, 2)}\n`)
  else if (options['markdown'] === true) host.stdout.write(changesMarkdown(changes, older, newer))
  else {
    host.stdout.write(
      changes.length === 0
        ? `No changes from ${older} to ${newer}\n`
        : `${changesText(changes)}\nFrom ${older} to ${newer}: ${level}\n`,
    )
    if (waived.length > 0) host.stdout.write(`${waived.length} waived in .gati/versions/waivers.json\n`)
  }
}

function stub({ host, root, names }: Call): Promise<ExitCode> {
  if (names.length > 1) takes(names, 1, 'stub', 'VERSION')
  return writeStubs(host, root, names[0])
}

async function tag({ host, root, store, names }: Call): Promise<ExitCode> {
  const [name = '', wanted = 'latest'] = names
  if (names.length > 2 || !isName(name) || name === 'latest')
    throw new UsageError('`gatic version tag NAME [VERSION]`: a name of letters, digits, `.`, `_` and `-`, other than `latest`')
  const version = versionOrRefuse(store, wanted)
  await writeStored(root, [encodeTag(name, version.id)])
  host.stdout.write(`${name} is ${label(version)}\n`)
  return 0
}

function untag({ host, root, store, names }: Call): ExitCode {
  takes(names, 1, 'untag', 'NAME')
  const name = names[0]!
  if (!store.tags.has(name)) throw new UsageError(`no version has the tag \`${name}\``)
  removeStored(root, tagPath(name))
  host.stdout.write(`${name} is gone\n`)
  return 0
}

async function deprecate({ host, root, store, names, options }: Call): Promise<ExitCode> {
  takes(names, 1, 'deprecate', 'VERSION')
  const { sunset } = options
  if (typeof sunset === 'string' && Number.isNaN(Date.parse(sunset)))
    throw new UsageError(`\`${sunset}\` is no date such as 2027-01-31`)
  const version = versionOrRefuse(store, names[0]!)
  const since = version.deprecated?.since ?? idAt(new Date())
  const deprecated = { since, ...(typeof sunset === 'string' && { sunset: idAt(new Date(sunset)) }) }
  await writeStored(root, encodeVersion({ ...version, deprecated }, digest))
  host.stdout.write(`${label(version)} is deprecated${deprecated.sunset ? `, until ${deprecated.sunset}` : ''}\n`)
  return 0
}
