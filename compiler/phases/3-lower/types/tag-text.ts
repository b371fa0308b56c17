/** `@pattern` and its like are often quoted in comments: `` `^a$` `` means ^a$. */
export const tagText = (text: string): string => /^`([^`]*)`$/.exec(text.trim())?.[1] ?? text.trim()
