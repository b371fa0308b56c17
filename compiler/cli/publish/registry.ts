/** What a registry has of a package, and how it gets a new version: through npm, with npm's refusals as diagnostics. */
import { createHash } from 'node:crypto'
import { notLoggedIn, publishRefused, registryUnreachable, versionPublished } from '../../diagnostics/index.ts'
import type { Host } from '../host.ts'
import { Refusal } from '../refusal.ts'
import { type NpmOutcome, npm, npmAsking } from './npm.ts'

export interface Publication {
  /** The app's folder, whose .npmrc counts. */
  readonly root: string
  readonly name: string
  readonly version: string
  /** Absolute path. */
  readonly tarball: string
  readonly bytes: Uint8Array
  /** Of npm's configuration where absent. */
  readonly registry?: string
  readonly tag?: string
  readonly access?: string
  readonly otp?: string
  readonly provenance: boolean
  /** Whether the number comes from the app's versions, so that a snapshot gives another one. */
  readonly hasVersions: boolean
}

export type Outcome =
  /** Where it goes, as npm says it. */
  | { readonly kind: 'published' | 'tried'; readonly registry?: string; readonly tag?: string }
  /** The registry has these very bytes under that version. */
  | { readonly kind: 'same' }

export async function publish(host: Host, publication: Publication, dryRun: boolean): Promise<Outcome> {
  const there = await integrityThere(host, publication)
  if (there === integrityOf(publication.bytes)) return { kind: 'same' }
  if (there !== undefined) throw new Refusal(published(publication))
  const { root, tag, access, otp, provenance } = publication
  const args = [
    ...['publish', publication.tarball, ...registryArgs(publication), `--dry-run=${dryRun}`],
    ...(tag === undefined ? [] : [`--tag=${tag}`]),
    ...(access === undefined ? [] : [`--access=${access}`]),
    ...(otp === undefined ? [] : [`--otp=${otp}`]),
    ...(provenance ? ['--provenance'] : []),
  ]
  const outcome = await npm(host, root, args)
  if (outcome.ok) return { kind: dryRun ? 'tried' : 'published', ...destination(outcome.stderr) }
  if (outcome.code === 'EOTP' && host.interactive && (await npmAsking(host, root, args))) return { kind: 'published' }
  throw new Refusal(refusalOf(publication, outcome))
}

/** Subresource integrity, as registries tell it. */
const integrityOf = (bytes: Uint8Array): string => `sha512-${createHash('sha512').update(bytes).digest('base64')}`

/** Undefined: the registry does not have that version. */
async function integrityThere(host: Host, publication: Publication): Promise<string | undefined> {
  const { root, name, version } = publication
  const outcome = await npm(host, root, ['view', `${name}@${version}`, 'dist.integrity', ...registryArgs(publication)])
  if (outcome.ok) return outcome.stdout.trim() === '' ? undefined : String(JSON.parse(outcome.stdout))
  if (outcome.code === 'E404') return undefined
  throw new Refusal(refusalOf(publication, outcome))
}

/** The registry of a scope would go before the one that was asked for. */
function registryArgs({ name, registry }: Publication): string[] {
  if (registry === undefined) return []
  const scope = /^(@[^/]+)\//.exec(name)?.[1]
  return [`--registry=${registry}`, ...(scope === undefined ? [] : [`--${scope}:registry=${registry}`])]
}

/** `npm notice Publishing to https://registry.npmjs.org/ with tag latest and default access` */
function destination(stderr: string): { readonly registry?: string; readonly tag?: string } {
  const [, registry, tag] = /Publishing to (\S+) with tag (\S+)/.exec(stderr) ?? []
  return { ...(registry !== undefined && { registry }), ...(tag !== undefined && { tag }) }
}

const published = ({ name, version, hasVersions }: Publication) =>
  versionPublished(
    {
      package: name,
      version,
      next: hasVersions
        ? 'Record what changed with `gatic version snapshot`, or choose a number with `--semver X.Y.Z`.'
        : 'Raise `version` in package.json.',
    },
    [],
  )

const NETWORK = new Set([
  ...['EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EPIPE', 'EPROTO'],
  ...['ERR_SOCKET_TIMEOUT', 'ETIMEDOUT', 'FETCH_ERROR', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
])

function refusalOf(publication: Publication, { code, summary }: Extract<NpmOutcome, { ok: false }>) {
  const { name, version, tarball } = publication
  const registry = publication.registry ?? /https?:\/\/[^/\s]+\//.exec(summary)?.[0] ?? 'The registry'
  const reason = /\breason: (.+)/.exec(summary)?.[1] ?? summary
  if (NETWORK.has(code)) return registryUnreachable({ registry, reason }, [])
  if (code === 'EPUBLISHCONFLICT' || code === 'E409' || /cannot publish over/i.test(summary)) return published(publication)
  if (code === 'EOTP')
    return notLoggedIn({ registry, package: name, reason }, [], ['Give the code of your second factor: `--otp CODE`.'])
  // To whom may not publish a scoped package, npm's registry says that there is none.
  if (['ENEEDAUTH', 'E401', 'E403', 'E404'].includes(code)) return notLoggedIn({ registry, package: name, reason }, [])
  return publishRefused({ package: name, version, reason, tarball }, [])
}
