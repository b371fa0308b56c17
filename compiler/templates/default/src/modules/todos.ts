import type { MaxLen, MinLen, Trim } from '@gati-framework/core'

export interface NewTodo {
  title: string & Trim & MinLen<1> & MaxLen<200>
  due?: Date
}

export interface Todo extends NewTodo {
  id: number
  done: boolean
}

const todos = new Map<number, Todo>()
let lastId = 0

export const list = (): Todo[] => [...todos.values()]

export const find = (id: number): Todo | undefined => todos.get(id)

export function add(todo: NewTodo): Todo {
  const added = { ...todo, id: ++lastId, done: false }
  todos.set(added.id, added)
  return added
}

export function change(id: number, changes: Partial<Pick<Todo, 'title' | 'due' | 'done'>>): Todo | undefined {
  const todo = todos.get(id)
  return todo && Object.assign(todo, changes)
}

export const remove = (id: number): boolean => todos.delete(id)
