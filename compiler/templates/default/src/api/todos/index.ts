import type { Handler, Reply } from '@gati-framework/core'
import type { NewTodo, Todo } from '../../modules/todos.ts'

/** All todos, or only those that are done or not. */
export const GET: Handler<{ query: { done?: boolean } }, Todo[]> = (req, _res, gctx) => {
  const { done } = req.query
  return gctx.modules.todos.list().filter((todo) => done === undefined || todo.done === done)
}

/** Adds a todo. */
export const POST: Handler<{ body: NewTodo }, Reply<201, Todo>> = (req, res, gctx) =>
  res.status(201).json(gctx.modules.todos.add(req.body))
