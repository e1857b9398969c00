import type { DomainName } from '../protocol/schema/domains.js'

/** How certain a line of a draft is: filled in, proposed as a comment, or left to a person. */
export type Certainty = 'sure' | 'likely'

/** One line of a drafted mapping: a key with its value as the language writes it. */
export interface DraftLine {
  readonly key: string
  readonly value: unknown
  readonly certainty: Certainty
  /** Why, in words, for who reads the draft. */
  readonly reason: string
  /** How much speaks for it, from 0 to 1. */
  readonly score: number
}

/** The rows that a drafted block is of: by the words of a column, or by that something stands in it. */
export type DraftWhen = Readonly<Record<string, readonly string[] | { readonly not: readonly string[] }>>

/** A drafted block of a mapping. */
export interface DraftBlock {
  readonly domain: DomainName
  readonly from: string
  readonly when: DraftWhen
  readonly fields: readonly DraftLine[]
  readonly wide: readonly DraftLine[]
  /** The fields without which its rows say nothing: all of these have to be sure. */
  readonly needs: readonly string[]
}

/** A drafted file of a mapping. */
export interface DraftFile {
  readonly id: string
  readonly lines: readonly DraftLine[]
}

/** Something that a person has to decide, with what is known of it. */
export interface OpenPoint {
  readonly about: string
  readonly what: string
}

/** A drafted mapping of a site. */
export interface Draft {
  readonly site: string
  readonly clinical: boolean
  readonly files: readonly DraftFile[]
  readonly dataDate: DraftLine | null
  readonly link: DraftLine | null
  readonly drop: Readonly<Record<string, readonly string[]>>
  readonly missing: readonly DraftLine[]
  readonly blocks: readonly DraftBlock[]
  readonly open: readonly OpenPoint[]
  /** By file, the columns with something in them: what an update of the draft is not told again. */
  readonly seen: Readonly<Record<string, readonly string[]>>
}

/** A line that nothing speaks against. */
export const sure = (key: string, value: unknown, reason: string): DraftLine => ({
  key,
  value,
  certainty: 'sure',
  reason,
  score: 1,
})

/** A line that something speaks for. */
export const likely = (key: string, value: unknown, score: number, reason: string): DraftLine => ({
  key,
  value,
  certainty: 'likely',
  reason,
  score,
})

/** Whether a line is filled in. */
export const isSure = ({ certainty }: DraftLine): boolean => certainty === 'sure'

/** Whether a block is filled in: it says something for sure, and all that its rows need. */
export const isFilledIn = ({ domain, fields, wide, needs }: DraftBlock): boolean =>
  needs.every(need => fields.some(line => line.key === need && isSure(line))) &&
  (wide.some(isSure) || fields.some(line => isSure(line) && (line.key !== 'date' || domain === 'disease')))
