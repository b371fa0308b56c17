const router = {
  GET(exchange, path) {
    if (path === '/users') {
      getUsers(exchange)
      return true
    }
    if (path.startsWith('/users/')) {
      const end = path.indexOf('/', 7)
      if (end < 0 && path.length > 7) {
        getUsersId(exchange, path.slice(7))
        return true
      }
      if (end > 7) {
        if (path.startsWith('posts/', end + 1)) {
          if (path.length > end + 7 && !path.includes('/', end + 7)) {
            getUsersIdPostsPostId(exchange, path.slice(7, end), path.slice(end + 7))
            return true
          }
        }
      }
    }
    if (path.startsWith('/files/')) {
      if (!path.endsWith('/') && !path.includes('//', 6)) {
        getFilesPath(exchange, path.slice(7))
        return true
      }
    }
    return false
  },

  POST(exchange, path) {
    if (path === '/users') {
      postUsers(exchange)
      return true
    }
    return false
  },

  DELETE(exchange, path) {
    if (path.startsWith('/users/')) {
      if (path.length > 7 && !path.includes('/', 7)) {
        deleteUsersId(exchange, path.slice(7))
        return true
      }
    }
    return false
  },

  allow: allowOf([
    ['/users', ['GET', 'HEAD', 'POST']],
    ['/users/?', ['GET', 'HEAD', 'DELETE']],
    ['/users/?/posts/?', ['GET', 'HEAD']],
    ['/files/#', ['GET', 'HEAD']],
  ]),
}
