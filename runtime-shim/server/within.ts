export const LATE = Symbol('late')

/** What `work` gives, or {@link LATE} after that many milliseconds; the work itself goes on. */
export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), milliseconds)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}
