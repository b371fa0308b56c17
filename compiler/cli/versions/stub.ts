/** `gatic version stub`: begins the files of src/versions that the app lacks, with what can be guessed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { emitStub, type StubChange } from '../../../emitters/version-types/index.ts'
import { createCompiler } from '../../compile.ts'
import { unwritableFolder } from '../../diagnostics/index.ts'
import type { History } from '../../ir/index.ts'
import { findVersion, nameOfStep, type Uncovered } from '../../versions/index.ts'
import { type ExitCode, type Host, UsageError } from '../host.ts'
import { replaceFile } from '../output-folder.ts'
import { Refusal, systemReason } from '../refusal.ts'
import { hasErrors, reportDiagnostics } from '../report.ts'

/** `wanted`: a version, as a client would name it; all that lack something where absent. */
export async function writeStubs(host: Host, root: string, wanted: string | undefined): Promise<ExitCode> {
  const compiler = createCompiler(root, { uncovered: 'allowed' })
  const { ir, diagnostics } = compiler.update()
  if (ir?.history === undefined || hasErrors(diagnostics)) {
    reportDiagnostics(host, root, diagnostics)
    if (!hasErrors(diagnostics)) host.stdout.write('No version was recorded: there are no clients to break\n')
    return hasErrors(diagnostics) ? 1 : 0
  }
  const { history } = ir
  const only = wanted === undefined ? undefined : indexOf(history, wanted)
  const missing = compiler.uncovered().filter(({ version }) => only === undefined || version === only)
  if (missing.length === 0) {
    host.stdout.write('Nothing is missing: clients of every version are served as before\n')
    return 0
  }
  let isLeft = false
  for (const version of new Set(missing.map((one) => one.version)))
    isLeft = (await writeStub(host, root, history, version, missing)) === 'left' || isLeft
  return isLeft ? 1 : 0
}

function indexOf({ versions }: History, wanted: string): number {
  const found = findVersion({ versions: versions.slice(0, -1), tags: tagsOf(versions) }, wanted)
  if (found === undefined) throw new UsageError(`no recorded version is \`${wanted}\`, or it is the newest`)
  return versions.indexOf(found)
}

const tagsOf = (versions: History['versions']): ReadonlyMap<string, string> =>
  new Map(versions.flatMap(({ id, tags }) => tags.map((tag) => [tag, id] as const)))

/** A file that is there is somebody's work: what it lacks is printed. */
async function writeStub(
  host: Host,
  root: string,
  { versions }: History,
  version: number,
  missing: readonly Uncovered[],
): Promise<'written' | 'left'> {
  const side = (index: number) => {
    const { id, semver, snapshot } = versions[index]!
    return { label: `${semver} (${id})`, snapshot }
  }
  const name = nameOfStep(versions, versions[version]!.id)
  const changes = missing.filter((one) => one.version === version).map(stubChange)
  const { path, text } = emitStub({ name, older: side(version), newer: side(version + 1), renamed: {} }, changes)
  const file = join(root, path)
  if (existsSync(file)) {
    host.stdout.write(`${path} is there already. It lacks what this says:\n\n${text}\n`)
    return 'left'
  }
  try {
    await replaceFile(file, text, undefined)
  } catch (error) {
    throw new Refusal(unwritableFolder({ folder: 'src/versions', reason: systemReason(error) }, []), error)
  }
  host.stdout.write(`${path} is written: look at what it guessed, then \`gatic build\`\n`)
  return 'written'
}

function stubChange({ route, change }: Uncovered): StubChange {
  const { rule, status, pointer, message, witness, movedTo } = change
  const shown = witness && JSON.stringify(witness.value)
  return {
    route,
    rule,
    message,
    ...(status !== undefined && { status }),
    ...(pointer !== undefined && { pointer }),
    ...(shown !== undefined && shown.length <= 80 && { witness: shown }),
    ...(movedTo !== undefined && { movedTo }),
  }
}
