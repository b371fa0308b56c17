/** What `gatic create` asks a person. Loaded only when there is one. */
import { confirm, intro, isCancel, select, text } from '@clack/prompts'

export interface Known {
  readonly folder: string | undefined
  readonly template: string | undefined
  /** False: `--skip-install` has answered that. */
  readonly install: boolean
  readonly manager: string
}

/** Undefined when any question is cancelled. */
export async function ask(known: Known) {
  intro('gatic create')
  const folder =
    known.folder ??
    (await text({
      message: 'Where shall the app go?',
      placeholder: 'my-app',
      validate: (value) => ((value ?? '').trim() === '' ? 'Name a folder' : undefined),
    }))
  if (isCancel(folder)) return undefined
  const template =
    known.template ??
    (await select({
      message: 'What to start from?',
      options: [
        { value: 'default', label: 'default', hint: 'routes, a module, middleware, a test' },
        { value: 'minimal', label: 'minimal', hint: 'GET /hello and nothing else' },
      ],
    }))
  if (isCancel(template)) return undefined
  const install = known.install && (await confirm({ message: `Install the packages with ${known.manager}?` }))
  return isCancel(install) ? undefined : { folder, template, install }
}
