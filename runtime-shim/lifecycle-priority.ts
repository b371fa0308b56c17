/** Order of startup and shutdown hooks: higher first. */
export const LifecyclePriority = { CRITICAL: 1000, HIGH: 800, NORMAL: 500, LOW: 200, CLEANUP: 100 } as const
