import type { Handler } from '@gati-framework/core'
import type { Document, Summary } from '../model/document.js'

export const POST: Handler<{ body: Document }, Summary> = ({ body: { title, sections } }) => {
  let comments = 0
  let likes = 0
  for (const section of sections) {
    comments += section.comments.length
    for (const comment of section.comments) likes += comment.likes
  }
  return { title, sections: sections.length, comments, likes }
}
