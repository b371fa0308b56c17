/** Waits, warm, for the version of the app that it is to run: `{ run: path of server.mjs, env }`. A process takes longest to start. */
import 'node:http'
import { pathToFileURL } from 'node:url'

process.once('message', ({ run, env }: { readonly run: string; readonly env: Readonly<Record<string, string>> }) => {
  Object.assign(process.env, env)
  process.argv[1] = run
  void import(pathToFileURL(run).href).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exit(1)
  })
})
process.once('disconnect', () => process.exit())
