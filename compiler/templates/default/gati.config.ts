import { defineConfig } from '@gati-framework/core'
import { timing } from './src/timing.ts'

export default defineConfig({
  middleware: [timing],
})
