import { counted } from '../../words/counted.js'
import { told } from '../../words/told.js'

/** What a run holds: subjects out of this run, and values or records set aside because of an issue. */
export interface HeldNumbers {
  readonly subjects: number
  readonly values: number
}

const waivedWords = ({ subjects, values }: HeldNumbers, unwaived: number): string => {
  if (subjects + values === 0) return ''
  return unwaived === 0 ? ' (all waived)' : ` (${counted(unwaived, told`finding`)} waived by nobody)`
}

/** What is held, and how many of the findings that hold it nobody waives. */
export const heldInWords = (held: HeldNumbers, unwaived: number): string =>
  `${counted(held.subjects, told`subject`)}, ${counted(held.values, told`value`)}${waivedWords(held, unwaived)}`
