/** A line for each route and socket: method, path, statuses, source. */
import { type AppIR, type Method, type ReplyContract, servedAt } from '../ir/index.ts'

export function routesText(ir: Pick<AppIR, 'routes' | 'sockets'>): string {
  const rows = servedAt(ir).map(({ method, path, replies, handler }) => [
    method,
    path,
    statusesOf(method, replies).join(' '),
    `${handler.file}:${handler.location.line} ${handler.exportName}`,
  ])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)))
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('')
}

/** An upgrade that is not refused is answered with 101. */
export const statusesOf = (method: Method | 'WS', replies: readonly ReplyContract[]): readonly ReplyContract['status'][] => [
  ...(method === 'WS' ? [101] : []),
  ...replies.map(({ status }) => status),
]
