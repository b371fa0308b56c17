const router = {
  POST(exchange, path) {
    if (path === '/api/users/login') {
      postUsersLogin(exchange)
      return true
    }
    if (path === '/api/users') {
      postUsers(exchange)
      return true
    }
    if (path === '/api/articles') {
      postArticles(exchange)
      return true
    }
    if (path.startsWith('/api/')) {
      if (path.startsWith('profiles/', 5)) {
        const end = path.indexOf('/', 14)
        if (end > 14) {
          if (path.length === end + 7 && path.startsWith('follow', end + 1)) {
            postProfilesUsernameFollow(exchange, path.slice(14, end))
            return true
          }
        }
      }
      if (path.startsWith('articles/', 5)) {
        const end2 = path.indexOf('/', 14)
        if (end2 > 14) {
          if (path.length === end2 + 9 && path.startsWith('comments', end2 + 1)) {
            postArticlesSlugComments(exchange, path.slice(14, end2))
            return true
          }
          if (path.length === end2 + 9 && path.startsWith('favorite', end2 + 1)) {
            postArticlesSlugFavorite(exchange, path.slice(14, end2))
            return true
          }
        }
      }
    }
    return false
  },

  GET(exchange, path) {
    switch (path.length) {
      case 9:
        if (path === '/api/user') {
          getUser(exchange)
          return true
        }
        if (path === '/api/tags') {
          getTags(exchange)
          return true
        }
        break
      case 13:
        if (path === '/api/articles') {
          getArticles(exchange)
          return true
        }
        break
      case 18:
        if (path === '/api/articles/feed') {
          getArticlesFeed(exchange)
          return true
        }
        break
    }
    if (path.startsWith('/api/')) {
      if (path.startsWith('profiles/', 5)) {
        if (path.length > 14 && !path.includes('/', 14)) {
          getProfilesUsername(exchange, path.slice(14))
          return true
        }
      }
      if (path.startsWith('articles/', 5)) {
        const end = path.indexOf('/', 14)
        if (end < 0 && path.length > 14) {
          getArticlesSlug(exchange, path.slice(14))
          return true
        }
        if (end > 14) {
          if (path.length === end + 9 && path.startsWith('comments', end + 1)) {
            getArticlesSlugComments(exchange, path.slice(14, end))
            return true
          }
        }
      }
    }
    return false
  },

  PUT(exchange, path) {
    if (path === '/api/user') {
      putUser(exchange)
      return true
    }
    if (path.startsWith('/api/articles/')) {
      if (path.length > 14 && !path.includes('/', 14)) {
        putArticlesSlug(exchange, path.slice(14))
        return true
      }
    }
    return false
  },

  DELETE(exchange, path) {
    if (path.startsWith('/api/')) {
      if (path.startsWith('profiles/', 5)) {
        const end = path.indexOf('/', 14)
        if (end > 14) {
          if (path.length === end + 7 && path.startsWith('follow', end + 1)) {
            deleteProfilesUsernameFollow(exchange, path.slice(14, end))
            return true
          }
        }
      }
      if (path.startsWith('articles/', 5)) {
        const end2 = path.indexOf('/', 14)
        if (end2 < 0 && path.length > 14) {
          deleteArticlesSlug(exchange, path.slice(14))
          return true
        }
        if (end2 > 14) {
          if (path.startsWith('comments/', end2 + 1)) {
            if (path.length > end2 + 10 && !path.includes('/', end2 + 10)) {
              deleteArticlesSlugCommentsId(exchange, path.slice(14, end2), path.slice(end2 + 10))
              return true
            }
          }
          if (path.length === end2 + 9 && path.startsWith('favorite', end2 + 1)) {
            deleteArticlesSlugFavorite(exchange, path.slice(14, end2))
            return true
          }
        }
      }
    }
    return false
  },

  allow: allowOf([
    ['/api/users/login', ['POST']],
    ['/api/users', ['POST']],
    ['/api/user', ['GET', 'HEAD', 'PUT']],
    ['/api/profiles/?', ['GET', 'HEAD']],
    ['/api/profiles/?/follow', ['POST', 'DELETE']],
    ['/api/articles', ['GET', 'HEAD', 'POST']],
    ['/api/articles/feed', ['GET', 'HEAD']],
    ['/api/articles/?', ['GET', 'HEAD', 'PUT', 'DELETE']],
    ['/api/articles/?/comments', ['GET', 'HEAD', 'POST']],
    ['/api/articles/?/comments/?', ['DELETE']],
    ['/api/articles/?/favorite', ['POST', 'DELETE']],
    ['/api/tags', ['GET', 'HEAD']],
  ]),
}
