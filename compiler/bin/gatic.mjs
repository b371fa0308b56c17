#!/usr/bin/env node
// Committed, since npm links a command at install time only if its file is there, and the bundle is built after that.
import '../dist/cli.mjs'
