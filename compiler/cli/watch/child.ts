/**
 * Waits, warm, for the version of the app that it is to run. A process takes longest to start, and longer where it loads what it will need:
 *
 *   { load: path of what a server of the version before was given beside it }, as soon as it is there
 *   { run: path of server.mjs, env }
 *
 * Nothing of the app or of its packages is evaluated before `run`: neither would meet the environment that they run in.
 */
import 'node:http'
import { pathToFileURL } from 'node:url'

type Told =
  | { readonly load: string }
  | { readonly run: string; readonly env: Readonly<Record<string, string>> }
  | { readonly gatic: string }

// Node makes these when they are first looked at, which takes tens of milliseconds. Drivers of databases look at them to find out where
// they run.
void [globalThis.Response, globalThis.crypto.subtle]
for (const name of ['node:crypto', 'node:dns', 'node:tls']) process.getBuiltinModule(name)

process.on('message', function listen(told: Told) {
  if ('load' in told) void load(told.load)
  if (!('run' in told)) return
  process.off('message', listen)
  Object.assign(process.env, told.env)
  process.argv[1] = told.run
  void import(pathToFileURL(told.run).href).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exit(1)
  })
})
process.once('disconnect', () => process.exit())

async function load(file: string): Promise<void> {
  try {
    const { prepare } = (await import(pathToFileURL(file).href)) as { prepare(): void }
    prepare()
  } catch {
    // What fails here fails again, and is told, when the server is run.
  }
}
