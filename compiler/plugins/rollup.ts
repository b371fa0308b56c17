/** The same hooks as for Vite, which took them from Rollup. To stand before what turns TypeScript into JavaScript. */
export { default } from './vite.ts'
