import { type Handler, HttpError, type Integer } from '@gati-framework/core'
import type { NewTodo, Todo } from '../../modules/todos.ts'

interface Params {
  id: number & Integer
}

class TodoNotFound extends HttpError<404, { error: 'todo_not_found' }> {
  constructor() {
    super(404, { error: 'todo_not_found' })
  }
}

/** One todo. */
export const GET: Handler<{ params: Params }, Todo> = (req, _res, gctx) => {
  const todo = gctx.modules.todos.find(req.params.id)
  if (!todo) throw new TodoNotFound()
  return todo
}

/** Changes what is given and leaves the rest. */
export const PATCH: Handler<{ params: Params; body: Partial<NewTodo> & { done?: boolean } }, Todo> = (req, _res, gctx) => {
  const todo = gctx.modules.todos.change(req.params.id, req.body)
  if (!todo) throw new TodoNotFound()
  return todo
}

/** Removes a todo. */
export const DELETE: Handler<{ params: Params }> = (req, _res, gctx) => {
  if (!gctx.modules.todos.remove(req.params.id)) throw new TodoNotFound()
}
