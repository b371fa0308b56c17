/** `node record.program.mjs STORE COUNT`: the one version in a store as so many, two days after each other, each with the number after the last. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../../compiler/ir/hash.ts'

const [store, count] = [process.argv[2], Number(process.argv[3])]
const name = readdirSync(store).find((file) => file.endsWith('.json'))
const { digest: _, ...recorded } = JSON.parse(readFileSync(join(store, name), 'utf8'))
rmSync(join(store, name))
for (let i = 0; i < count; i++) {
  const id = new Date(Date.UTC(2020, 0, 1, 10) + i * 2 * 86_400_000).toISOString().replace('.000Z', 'Z')
  const version = { ...recorded, id, semver: `${Math.floor(i / 100)}.${Math.floor(i / 10) % 10}.${i % 10}` }
  const digest = createHash('sha256').update(canonicalJson(version)).digest('hex')
  writeFileSync(join(store, `${id.replaceAll(':', '-')}.json`), JSON.stringify({ ...version, digest }))
}
