/** The package manager that ran us, and one thing that it does. */
import { spawn } from 'node:child_process'
import type { Host } from './host.ts'

const MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'] as const
export type PackageManager = (typeof MANAGERS)[number]

/** `npm_config_user_agent` is `pnpm/9.1.0 npm/? node/v22.2.0 linux x64` under `pnpm dlx` and `pnpm create`. */
export function packageManager(env: Host['env']): PackageManager {
  const name = env['npm_config_user_agent']?.split('/')[0]
  return MANAGERS.find((manager) => manager === name) ?? 'npm'
}

/** Its output goes to the person directly. */
export function install(manager: PackageManager, folder: string): Promise<'installed' | { readonly failed: string }> {
  return new Promise((resolve) => {
    // On Windows package managers are .cmd files, which only a shell runs; nothing in this line comes from outside.
    const child = spawn(manager, ['install'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
    child.once('error', (error) => resolve({ failed: error.message }))
    child.once('exit', (code, signal) => resolve(code === 0 ? 'installed' : { failed: signal ?? `exit code ${code}` }))
  })
}
