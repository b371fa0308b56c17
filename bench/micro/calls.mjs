import { benchApp, unstarted } from '../http/apps.mjs'
import { runAlone } from './run.mjs'

const NAMES = ['router', 'Lctx', 'parseOrder']

export const run = (setting) => runAlone('calls', setting, unstarted(benchApp(), NAMES))
