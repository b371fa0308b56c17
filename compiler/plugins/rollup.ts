/** The same hooks as for Vite, which took them from Rollup. */
export { default } from './vite.ts'
