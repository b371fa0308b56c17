/**
 * Writes ../typia.generated.mjs: source.ts as typia's transform leaves it. Needs Node 22.15 or newer. typia 14 comes as Go sources that
 * its compiler builds once, which takes minutes and gigabytes: that is why the result is kept.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const require = createRequire(import.meta.url)
const outDir = mkdtempSync(join(here, '.out-'))
const config = join(outDir, 'tsconfig.json')
writeFileSync(
  config,
  JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      skipLibCheck: true,
      rootDir: here,
      outDir,
      plugins: [{ transform: 'typia/lib/transform' }],
    },
    files: [join(here, 'source.ts')],
  }),
)
// Only this needs them: whoever runs the benchmarks does not install a compiler.
execFileSync('npm', ['install', '--no-save', 'ttsc@0.30.4', 'typescript@7.0.2'], { cwd: join(here, '../..'), stdio: 'inherit' })
try {
  const ttsc = join(dirname(require.resolve('ttsc/package.json')), 'lib/launcher/ttsc.js')
  execFileSync(process.execPath, [ttsc, '-p', config], { cwd: join(here, '../..'), stdio: 'inherit' })
  const { version } = require('typia/package.json')
  writeFileSync(
    join(here, '../typia.generated.mjs'),
    `// Generated from typia/source.ts by typia ${version}: node bench/peers/validators/typia/generate.mjs\n${readFileSync(join(outDir, 'source.js'), 'utf8')}`,
  )
} finally {
  rmSync(outDir, { recursive: true })
}
