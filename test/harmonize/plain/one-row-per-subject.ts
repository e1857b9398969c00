import type { SiteMapping } from '../../../protocol/language/site.js'
import type { BlockPlan } from '../../../harmonize/blocks/block-plan.js'
import { meets } from './meets.js'
import type { DoorRecord } from '../../support/door-record.js'
import type { DoorExport } from './harmonize-block.js'
import type { SiteLog } from '../../../harmonize/blocks/site-log.js'
import { type Told, told, toldAll } from '../../../words/told.js'
import { fileMark } from '../../../words/file-marks.js'

// Two thirds of a file's subjects with one row: the file is one of subjects, and a second row is a mistake.
const enoughSingle = 2 / 3

const bySubject = (records: readonly DoorRecord[]): ReadonlyMap<string, readonly DoorRecord[]> => {
  const groups = new Map<string, DoorRecord[]>()
  for (const record of records) {
    const group = groups.get(record.subjectKey)
    if (group === undefined) groups.set(record.subjectKey, [record])
    else group.push(record)
  }
  return groups
}

const content = ({ cells }: DoorRecord): string =>
  JSON.stringify(Object.entries(cells).sort(([first], [second]) => (first < second ? -1 : 1)))

const columnsOf = ({ shared }: BlockPlan): readonly string[] =>
  shared.flatMap(plan => (plan.kind === 'column' ? [plan.rule.column] : []))

// A row that says nothing of the subject itself is a later event of it, as longitudinal exports have them.
const subjectRecords = ({ fileId, records }: DoorExport, plans: readonly BlockPlan[]): readonly DoorRecord[] => {
  const subjectPlans = plans.filter(plan => plan.fileId === fileId && plan.domain === 'subject')
  return records.filter(({ cells }) =>
    subjectPlans.some(plan => {
      const columns = columnsOf(plan)
      return meets(cells, plan.when) && (columns.length === 0 || columns.some(column => cells[column] !== undefined))
    }),
  )
}

const isOneASubject = (
  declared: 'one a subject' | 'many a subject' | undefined,
  groups: ReadonlyMap<string, readonly DoorRecord[]>,
): boolean => {
  if (declared !== undefined) return declared === 'one a subject'
  return [...groups.values()].filter(group => group.length === 1).length >= groups.size * enoughSingle
}

/**
 * In a file of one row per subject: one of a subject's equal rows is kept, and rows that differ are all held with their
 * subject.
 */
export const keepOneRowASubject = (
  file: DoorExport,
  mapping: SiteMapping,
  plans: readonly BlockPlan[],
  hold: (subjectKey: string, reason: Told) => void,
  log: SiteLog,
): DoorExport => {
  const declared = mapping.files[file.fileId]?.rows
  const groups = bySubject(declared === 'one a subject' ? file.records : subjectRecords(file, plans))
  if (groups.size === 0 || !isOneASubject(declared, groups)) return file
  const left = new Set<DoorRecord>()
  for (const [subjectKey, group] of groups) {
    const [first, ...others] = group
    if (first === undefined || others.length === 0) continue
    const numbers = toldAll(group.map(({ row }) => told`${row}`))
    if (new Set(group.map(content)).size === 1) {
      for (const record of others) {
        left.add(record)
        log.report(record, null, {
          kind: 'duplicate-row',
          effect: 'normalized',
          message: told`equal to row ${first.row}; counted once`,
        })
      }
      continue
    }
    hold(subjectKey, told`${fileMark(file.fileId)}: rows ${numbers} are of one subject and differ`)
    for (const record of group) {
      left.add(record)
      log.report(record, null, {
        kind: 'duplicate-differs',
        effect: 'record held',
        message: told`rows ${numbers} are of one subject and differ, in a file ${declared === undefined ? 'in which most subjects have one row' : 'declared as one row a subject'}; the subject is held. Where subjects have several rows here, write 'rows: many a subject' for the file`,
      })
    }
  }
  return left.size === 0 ? file : { ...file, records: file.records.filter(record => !left.has(record)) }
}
