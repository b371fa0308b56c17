import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Method, PathSegment } from '../../compiler/ir/index.ts'
import { isIdentifier } from '../code/index.ts'
import { type Named, operationsOf } from './index.ts'

function route(id: string, tag?: string): Named {
  const [method, path] = id.split(' ') as [Method | 'WS', string]
  const segments = path.split('/').flatMap((text): PathSegment[] => {
    if (text === '') return []
    if (text.startsWith('*')) return [{ kind: 'rest', name: text.slice(1) }]
    return [text.startsWith(':') ? { kind: 'param', name: text.slice(1) } : { kind: 'static', value: text }]
  })
  return { id, method, segments, ...(tag !== undefined && { doc: { tags: [{ name: 'sdk', text: tag }] } }) }
}

const named = (...routes: Named[]) =>
  Object.fromEntries(
    [...operationsOf(routes)].map(([id, { group, member, name }]) => [id, `${[...group, member].join('.')} ${name}`]),
  )

describe('names of routes', () => {
  it('say what is done with what the path names', () => {
    const ids = [
      'GET /api/articles',
      'POST /api/articles',
      'GET /api/articles/:slug',
      'PUT /api/articles/:slug',
      'PATCH /api/articles/:slug',
      'DELETE /api/articles/:slug',
      'GET /api/articles/feed',
      'POST /api/articles/:slug/favorite',
      'DELETE /api/articles/:slug/favorite',
      'GET /api/articles/:slug/comments',
      'DELETE /api/articles/:slug/comments/:id',
      'POST /users/login',
      'GET /user',
      'GET /files/*path',
      'GET /',
      'DELETE /carts',
      'GET /order-items/:id',
      'WS /rooms/:room',
      'WS /accounts/events',
      'WS /chat',
      'WS /',
    ]
    expect(named(...ids.map((id) => route(id)))).toEqual({
      'GET /api/articles': 'articles.list listArticles',
      'POST /api/articles': 'articles.create createArticle',
      'GET /api/articles/:slug': 'articles.get getArticle',
      'PUT /api/articles/:slug': 'articles.replace replaceArticle',
      'PATCH /api/articles/:slug': 'articles.update updateArticle',
      'DELETE /api/articles/:slug': 'articles.delete deleteArticle',
      'GET /api/articles/feed': 'articles.getFeed getArticleFeed',
      'POST /api/articles/:slug/favorite': 'articles.favorite favoriteArticle',
      'DELETE /api/articles/:slug/favorite': 'articles.deleteFavorite deleteArticleFavorite',
      'GET /api/articles/:slug/comments': 'articles.comments.list listArticleComments',
      'DELETE /api/articles/:slug/comments/:id': 'articles.comments.delete deleteArticleComment',
      'POST /users/login': 'users.login loginUser',
      'GET /user': 'getUser getUser',
      'GET /files/*path': 'files.get getFile',
      'GET /': 'getRoot getRoot',
      'DELETE /carts': 'carts.deleteAll deleteAllCarts',
      'GET /order-items/:id': 'orderItems.get getOrderItem',
      'WS /rooms/:room': 'rooms.connect connectRoom',
      'WS /accounts/events': 'accounts.events.connect connectAccountEvents',
      'WS /chat': 'connectChat connectChat',
      'WS /': 'connectRoot connectRoot',
    })
  })

  it('are those of a tag where there is one', () => {
    expect(named(route('DELETE /articles/:slug/favorite', 'articles.unfavorite'), route('GET /user', 'me whoAmI'))).toEqual({
      'DELETE /articles/:slug/favorite': 'articles.unfavorite unfavoriteArticle',
      'GET /user': 'me whoAmI',
    })
  })

  it('stay with the route that has fewer parameters; the other one says its own', () => {
    expect(named(route('GET /users/:id/posts'), route('GET /users/posts'), route('GET /user'), route('GET /users/:id'))).toEqual({
      'GET /users/:id/posts': 'users.posts.listById listUserPostsById',
      'GET /users/posts': 'users.posts.list listUserPosts',
      'GET /user': 'getUser getUser',
      'GET /users/:id': 'users.get getUserById',
    })
  })

  it('are never one that breaks the object or the module that has them', () => {
    const awkward = [
      'POST /then',
      'POST /constructor',
      'POST /__proto__',
      'POST /class',
      'POST /größe',
      'POST /2fa',
      'POST /delete',
      'POST /client',
      'POST /retry',
      'POST /json',
    ]
    expect(named(...awkward.map((id) => route(id)))).toEqual({
      'POST /then': 'then_ then_',
      'POST /constructor': 'constructor_ constructor_',
      'POST /__proto__': '__proto___ __proto___',
      'POST /class': 'class class2',
      'POST /größe': 'größe größe',
      'POST /2fa': '_2fa _2fa',
      'POST /delete': 'delete delete2',
      'POST /client': 'client client2',
      'POST /retry': 'retry retry2',
      'POST /json': 'json json',
    })
  })

  it('are unique and valid whatever the paths are', () => {
    const word = fc.oneof(
      fc.constantFrom('users', 'user', 'api', '__proto__', 'then', 'a-b', 'ab', ':id', ':a', 'é'),
      fc.string(),
    )
    const path = fc
      .array(
        word.map((text) => text.replaceAll('/', '')),
        { maxLength: 4 },
      )
      .map((words) => `/${words.join('/')}`)
    const id = fc
      .tuple(fc.constantFrom<Method>('GET', 'POST', 'PUT', 'DELETE'), path)
      .map(([method, text]) => `${method} ${text}`)
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 12 }), (ids) => {
        const all = [...operationsOf(ids.map((one) => ({ ...route(one.replaceAll(' ', ' ')), id: one }))).values()]
        expect(new Set(all.map(({ name }) => name)).size).toBe(ids.length)
        expect(new Set(all.map(({ group, member }) => JSON.stringify([group, member]))).size).toBe(ids.length)
        for (const { name } of all) expect(isIdentifier(name)).toBe(true)
      }),
    )
  })
})
