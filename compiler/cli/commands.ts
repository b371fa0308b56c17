/** Every command of gatic, in the order of its help. */
import type { Command, Option } from './command-line.ts'

const DIR = { name: 'DIR', required: false }
const NO_SDK: Option = { name: 'no-sdk', summary: 'Pack no client' }
const JSON_OUTPUT: Option = { name: 'json', summary: 'Print one JSON document for tools instead of text' }

export const COMMANDS: readonly Command[] = [
  {
    name: 'create',
    summary: 'Write a new app',
    positionals: [DIR],
    options: [
      { name: 'template', short: 't', value: ['default', 'minimal'], summary: 'What to start from' },
      { name: 'yes', short: 'y', summary: 'Ask nothing' },
      { name: 'skip-install', summary: 'Only write the files' },
      { name: 'packages', value: 'TARBALLS', summary: "Folder of packed tarballs to take gatic's own packages from" },
    ],
    load: () => import('./commands/create.ts'),
  },
  {
    name: 'build',
    summary: 'Compile the app into dist/server.mjs',
    positionals: [DIR],
    options: [
      { name: 'out', short: 'o', value: 'FOLDER', summary: 'Where the server goes; dist in the app' },
      {
        name: 'print',
        value: ['facts', 'ir', 'routes', 'graph'],
        summary: 'Print what the compiler knows, and write nothing',
      },
      { name: 'format', value: ['text', 'json', 'dot'], summary: 'How to print it; dot for graph only' },
      NO_SDK,
      JSON_OUTPUT,
    ],
    load: () => import('./commands/build.ts'),
  },
  {
    name: 'watch',
    alias: 'dev',
    summary: 'Build and run the app, again after each change',
    positionals: [DIR],
    options: [
      { name: 'inspect', value: 'PORT', without: '9229', summary: 'Let a debugger attach, to each version in turn; 9229' },
    ],
    load: () => import('./commands/watch.ts'),
  },
  {
    name: 'generate',
    summary: 'Write the types of gctx, the schemas of wire types, dist/openapi.json and the client',
    positionals: [DIR],
    options: [
      {
        name: 'version',
        value: 'VERSION',
        summary: 'Only pack the client of a version that was recorded: a date, number or tag',
      },
      NO_SDK,
      JSON_OUTPUT,
    ],
    load: () => import('./commands/generate.ts'),
  },
  {
    name: 'publish-sdk',
    summary: 'Pack the client and publish it through npm; without --yes only show what would be, but in CI',
    positionals: [DIR],
    options: [
      { name: 'yes', short: 'y', summary: 'Publish' },
      { name: 'dry-run', summary: 'Publish nothing, in CI neither' },
      { name: 'registry', value: 'URL', summary: "Where to; npm's own setting" },
      { name: 'tag', value: 'TAG', summary: 'The name under which npm installs it; latest' },
      { name: 'access', value: ['public', 'restricted'], summary: 'Who may install a package with a scope' },
      { name: 'otp', value: 'CODE', summary: 'Of the second factor of your account' },
      { name: 'provenance', summary: 'Say where it was built: in GitHub Actions and GitLab' },
      { name: 'semver', value: 'X.Y.Z', summary: "Its number, instead of that of the app's versions or of package.json" },
      { name: 'workflow', summary: 'Write a workflow of GitHub Actions that publishes with provenance, and nothing else' },
      JSON_OUTPUT,
    ],
    load: () => import('./commands/publish-sdk.ts'),
  },
  {
    name: 'version',
    summary:
      'Record what the app promises, and tell what changed: snapshot, list, show, diff, check, stub, guide, tag, untag, deprecate, deploy, prune, rollback',
    positionals: [
      { name: 'VERB', required: true },
      { name: 'A', required: false },
      { name: 'B', required: false },
    ],
    options: [
      { name: 'app', value: 'DIR', summary: 'The app; the current folder' },
      { name: 'note', value: 'TEXT', summary: 'snapshot: a word for those who read the list' },
      { name: 'semver', value: 'X.Y.Z', summary: 'snapshot: its number, instead of the one that follows from the changes' },
      { name: 'sunset', value: 'DATE', summary: 'deprecate: when it will not be answered any more' },
      { name: 'usage', value: 'URL', summary: 'list: who calls which version, as a running server counts it' },
      { name: 'control', value: 'PATH', summary: 'rollback: the socket of a running server; GATI_CONTROL' },
      { name: 'force', summary: 'rollback: also where clients would notice' },
      { name: 'markdown', summary: 'diff, check: as a table for a pull request' },
      { name: 'yes', short: 'y', summary: 'prune: remove, rather than tell what could be' },
      JSON_OUTPUT,
    ],
    load: () => import('./commands/version.ts'),
  },
  {
    name: 'explain',
    summary: 'Explain a diagnostic (GT2104) or a route ("GET /users/:id")',
    positionals: [{ name: 'CODE|ROUTE', required: true }, DIR],
    options: [],
    load: () => import('./commands/explain.ts'),
  },
]
