export interface Message {
  readonly code: string
  readonly name: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hints: readonly string[]
  readonly body: string
}
export function parseMessage(file: string, text: string): Message
export function readMessages(folder?: string): Message[]
export function generated(messages?: readonly Message[]): Map<string, string>
