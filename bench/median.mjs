/** The value in the middle of samples, the upper one of two: `[3, 1, 2]` -> `2`. What disturbs some of them does not move it. */
export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
