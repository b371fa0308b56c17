import type { Handler } from '@gati-framework/core'
import { type Article, articles } from '../model/article.js'

export const GET: Handler<{}, Article[]> = () => articles
