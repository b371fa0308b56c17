import { isDateTime, maxIssues, report, toBoolean, toDate, toList, toNumber } from '@gati-framework/core/wire'

function parseListArticlesQuery(raw) {
  const limit = raw.limit === undefined ? 20 : toNumber(raw.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) return undefined
  let offset
  if (raw.offset !== undefined) {
    offset = toNumber(raw.offset)
    if (!Number.isSafeInteger(offset) || offset < 0) return undefined
  }
  const sort = raw.sort ?? 'newest'
  if (sort !== 'newest' && sort !== 'oldest') return undefined
  let tag
  if (raw.tag !== undefined) {
    tag = toList(raw.tag)
    if (!isListArticlesQueryTag(tag)) return undefined
  }
  const since = raw.since
  if (since !== undefined && (typeof since !== 'string' || !isDateTime(since))) return undefined
  const drafts = toBoolean(raw.drafts)
  if (typeof drafts !== 'boolean') return undefined
  const result = { limit, sort, drafts }
  if (offset !== undefined) result.offset = offset
  if (tag !== undefined) result.tag = tag
  if (since !== undefined) result.since = toDate(since)
  return result
}

function isListArticlesQueryTag(value) {
  if (!Array.isArray(value)) return false
  for (let i = 0; i < value.length; i++) {
    const item = value[i]
    if (typeof item !== 'string') return false
  }
  return true
}

function explainListArticlesQuery(raw) {
  const issues = []
  if (raw.limit !== undefined) {
    const limit = toNumber(raw.limit)
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
      report(issues, '/limit', 'number & Integer & Min<1> & Max<100>', raw.limit)
    }
  }
  if (raw.offset !== undefined) {
    const offset = toNumber(raw.offset)
    if (!Number.isSafeInteger(offset) || offset < 0) report(issues, '/offset', 'number & Integer & Min<0>', raw.offset)
  }
  if (raw.sort !== undefined) {
    const sort = raw.sort
    if (sort !== 'newest' && sort !== 'oldest') report(issues, '/sort', "'newest' | 'oldest'", sort)
  }
  if (raw.tag !== undefined) {
    const tag = toList(raw.tag)
    explainListArticlesQueryTag(tag, '/tag', issues)
  }
  if (raw.since !== undefined) {
    const since = raw.since
    if (typeof since !== 'string' || !isDateTime(since)) report(issues, '/since', 'Date', since)
  }
  const drafts = toBoolean(raw.drafts)
  if (typeof drafts !== 'boolean') report(issues, '/drafts', 'boolean', raw.drafts)
  return issues
}

function explainListArticlesQueryTag(value, at = '', issues = []) {
  if (!Array.isArray(value)) return report(issues, at, 'string[]', value)
  for (let i = 0; i < value.length && issues.length < maxIssues; i++) {
    if (typeof value[i] !== 'string') report(issues, at + '/' + i, 'string', value[i])
  }
  return issues
}
