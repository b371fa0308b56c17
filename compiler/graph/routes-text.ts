/** A line for each route: method, path, statuses, source. */
import type { AppIR } from '../ir/index.ts'

export function routesText({ routes }: Pick<AppIR, 'routes'>): string {
  const rows = routes.map(({ method, path, replies, handler }) => [
    method,
    path,
    replies.map(({ status }) => status).join(' '),
    `${handler.file}:${handler.location.line} ${handler.exportName}`,
  ])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)))
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('')
}
