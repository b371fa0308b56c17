/** The life of a server as the shim sees it. An app that has a say in it has the hooks of global-lifecycle.ts. */
import type { HealthResult } from '../authoring/index.ts'

export type HealthResults = readonly (readonly [name: string, result: HealthResult])[]

export class Lifecycle {
  shuttingDown = false

  /** Runs what is to run before the server listens. The first that rejects ends the start. */
  async start(): Promise<void> {}

  /** Runs what is to run at the end; gives the number of those that failed. `patience`: milliseconds for each. */
  async shutDown(_patience: number): Promise<number> {
    return 0
  }

  /** What the health checks give. */
  checkHealth(): HealthResults | Promise<HealthResults> {
    return []
  }
}
