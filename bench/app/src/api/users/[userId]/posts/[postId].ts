import type { Handler } from '@gati-framework/core'

export const GET: Handler<{ params: { userId: string; postId: string } }, { userId: string; postId: string }> = ({ params }) => ({
  userId: params.userId,
  postId: params.postId,
})
