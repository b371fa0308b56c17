import type { Integer, MaxLen, Min, MinLen } from '@gati-framework/core'

export interface Document {
  title: string & MinLen<1> & MaxLen<200>
  author: Person
  published: boolean
  sections: Section[]
}

export interface Section {
  heading: string & MinLen<1> & MaxLen<200>
  paragraphs: string[]
  comments: Comment[]
}

export interface Comment {
  author: Person
  text: string & MinLen<1>
  likes: number & Integer & Min<0>
}

export interface Person {
  id: number & Integer & Min<1>
  name: string & MinLen<1>
}

export interface Summary {
  title: string
  sections: number
  comments: number
  likes: number
}
