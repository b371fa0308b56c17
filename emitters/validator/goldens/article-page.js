import { isDateTime, isSlug, isUrl, isoText, plain, plainItems, toDate, tooDeep } from '@gati-framework/core/wire'

// Page_Article - src/model.ts:51
function isPageArticle(value, depth = 0) {
  if (depth > 512) return false
  if (typeof value !== 'object' || value === null) return false
  const total = value.total
  if (!Number.isSafeInteger(total) || total < 0) return false
  const next = value.next
  if (next !== undefined && typeof next !== 'string') return false
  const items = value.items
  if (!Array.isArray(items)) return false
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (!isArticle(item, depth + 1)) return false
  }
  return true
}

// Article - src/model.ts:21
function isArticle(value, depth = 0) {
  if (depth > 512) return false
  if (typeof value !== 'object' || value === null) return false
  if (typeof value.title !== 'string') return false
  const slug = value.slug
  if (typeof slug !== 'string' || !isSlug(slug)) return false
  const tags = value.tags
  if (!Array.isArray(tags)) return false
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]
    if (typeof tag !== 'string') return false
  }
  if (!isAuthor(value.author)) return false
  const comments = value.comments
  if (!Array.isArray(comments)) return false
  for (let i = 0; i < comments.length; i++) {
    const comment = comments[i]
    if (!isComment(comment, depth + 1)) return false
  }
  return true
}

// Author - src/model.ts:41
function isAuthor(value) {
  if (typeof value !== 'object' || value === null) return false
  if (typeof value.name !== 'string') return false
  const image = value.image
  if (image !== undefined && image !== null && (typeof image !== 'string' || !isUrl(image))) return false
  return true
}

// Comment - src/model.ts:31
function isComment(value, depth = 0) {
  if (depth > 512) return false
  if (typeof value !== 'object' || value === null) return false
  if (typeof value.body !== 'string') return false
  const at = value.at
  if (typeof at !== 'string' || !isDateTime(at)) return false
  const replies = value.replies
  if (!Array.isArray(replies)) return false
  for (let i = 0; i < replies.length; i++) {
    const reply = replies[i]
    if (!isComment(reply, depth + 1)) return false
  }
  return true
}

// Page_Article - src/model.ts:51
function parsePageArticle(value, depth = 0) {
  if (depth > 512) return undefined
  if (typeof value !== 'object' || value === null) return undefined
  const total = value.total
  if (!Number.isSafeInteger(total) || total < 0) return undefined
  const next = value.next
  if (next !== undefined && typeof next !== 'string') return undefined
  const items = value.items
  if (!Array.isArray(items)) return undefined
  const parsedItems = []
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    const parsedItem = parseArticle(item, depth + 1)
    if (parsedItem === undefined) return undefined
    parsedItems.push(parsedItem)
  }
  const result = { items: parsedItems, total }
  if (next !== undefined) result.next = next
  return result
}

// Article - src/model.ts:21
function parseArticle(value, depth = 0) {
  if (depth > 512) return undefined
  if (typeof value !== 'object' || value === null) return undefined
  const title = value.title
  if (typeof title !== 'string') return undefined
  const slug = value.slug
  if (typeof slug !== 'string' || !isSlug(slug)) return undefined
  const tags = value.tags
  if (!Array.isArray(tags)) return undefined
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]
    if (typeof tag !== 'string') return undefined
  }
  const author = value.author
  const parsedAuthor = parseAuthor(author)
  if (parsedAuthor === undefined) return undefined
  const comments = value.comments
  if (!Array.isArray(comments)) return undefined
  const parsedComments = []
  for (let i = 0; i < comments.length; i++) {
    const comment = comments[i]
    const parsedComment = parseComment(comment, depth + 1)
    if (parsedComment === undefined) return undefined
    parsedComments.push(parsedComment)
  }
  return { slug, title, tags, author: parsedAuthor, comments: parsedComments }
}

// Author - src/model.ts:41
function parseAuthor(value) {
  if (typeof value !== 'object' || value === null) return undefined
  const name = value.name
  if (typeof name !== 'string') return undefined
  const image = value.image
  if (image !== undefined && image !== null && (typeof image !== 'string' || !isUrl(image))) return undefined
  const result = { name }
  if (image !== undefined) result.image = image === null ? null : new URL(image)
  return result
}

// Comment - src/model.ts:31
function parseComment(value, depth = 0) {
  if (depth > 512) return undefined
  if (typeof value !== 'object' || value === null) return undefined
  const body = value.body
  if (typeof body !== 'string') return undefined
  const at = value.at
  if (typeof at !== 'string' || !isDateTime(at)) return undefined
  const replies = value.replies
  if (!Array.isArray(replies)) return undefined
  const parsedReplies = []
  for (let i = 0; i < replies.length; i++) {
    const reply = replies[i]
    const parsedReply = parseComment(reply, depth + 1)
    if (parsedReply === undefined) return undefined
    parsedReplies.push(parsedReply)
  }
  return { body, at: toDate(at), replies: parsedReplies }
}

function stringifyPageArticle(value) {
  return JSON.stringify(projectPageArticle(value))
}

function projectPageArticle(value, depth = 0) {
  if (depth > 512) throw tooDeep('Page_Article')
  return { items: projectPageArticleItems(value.items, depth), total: plain(value.total), next: plain(value.next) }
}

function projectPageArticleItems(value, depth = 0) {
  const result = []
  for (let i = 0; i < value.length; i++) result.push(projectArticle(value[i], depth + 1))
  return result
}

function projectArticle(value, depth = 0) {
  if (depth > 512) throw tooDeep('Article')
  return {
    slug: plain(value.slug),
    title: plain(value.title),
    tags: plainItems(value.tags),
    author: projectAuthor(value.author),
    comments: projectArticleComments(value.comments, depth),
  }
}

function projectAuthor(value) {
  return {
    name: plain(value.name),
    image: value.image === undefined || value.image === null ? value.image : plain(value.image.href),
  }
}

function projectArticleComments(value, depth = 0) {
  const result = []
  for (let i = 0; i < value.length; i++) result.push(projectComment(value[i], depth + 1))
  return result
}

function projectComment(value, depth = 0) {
  if (depth > 512) throw tooDeep('Comment')
  return { body: plain(value.body), at: isoText(value.at), replies: projectArticleComments(value.replies, depth) }
}
