import { type Course, courseOf } from './course.js'
import { inventPeople } from './people.js'
import type { SiteId, TruthRow } from './truth.js'
import { writeNantong } from './write-nantong.js'
import { type Inpatient, writeShanghai } from './write-shanghai.js'
import { writeYancheng } from './write-yancheng.js'

/** The day of the first exports, which is the publication's data cut. */
export const firstExportDay = '2024-03-31'

/** The day of Nantong's later export, with the follow-up of March. */
export const laterExportDay = '2024-04-15'

const inpatientsOf = (rows: readonly TruthRow[], site: SiteId): readonly Inpatient[] => {
  const people = inventPeople(rows)
  return rows
    .filter(row => row.site === site)
    .map(row => {
      const person = people.get(row.id)
      if (person === undefined) throw new Error(`nobody was invented for ${row.id}`)
      return { course: courseOf(row), person }
    })
}

const seenAgain = (course: Course, date: string): Course => ({ ...course, contacts: [...course.contacts, date] })

const progressesLate = (course: Course): Course => ({
  ...course,
  scans: [...course.scans, { date: '2024-04-03', target: 'new-lesions', response: 'pd' }],
})

const corrected = (course: Course): Course => ({
  ...course,
  // Only the deciding day has the surface antigen.
  labs: course.labs.map(lab =>
    lab.hbsag === null ? lab : { ...lab, altUnitsPerLitre: (lab.altUnitsPerLitre ?? 0) + 40 },
  ),
})

/** What March brought: contacts of those alive, one death, one progression; and one baseline value put right. */
const laterInpatients = (inpatients: readonly Inpatient[]): readonly Inpatient[] => {
  const eligible = inpatients.filter(({ course: { row } }) => row.story === 'eligible')
  const [progresses, ...others] = eligible.filter(({ course: { row } }) => !row.dead && !row.progressed)
  const [dies, ...alive] = [...eligible.filter(({ course: { row } }) => !row.dead && row.progressed), ...others]
  const wrong = eligible.find(({ course: { row } }) => row.altUnitsPerLitre < 40)
  return inpatients.map(inpatient => {
    let { course } = inpatient
    if (inpatient === progresses) course = progressesLate(seenAgain(course, '2024-04-03'))
    if (inpatient === dies) course = { ...course, death: '2024-04-05' }
    if (alive.slice(0, 4).includes(inpatient)) course = seenAgain(course, `2024-04-0${alive.indexOf(inpatient) + 1}`)
    if (inpatient === wrong) course = corrected(course)
    return { ...inpatient, course }
  })
}

/** All export files by their path below `exports/`. */
export const makeExports = async (rows: readonly TruthRow[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const nantong = inpatientsOf(rows, 'nantong-haimen')
  const atFirst = nantong.filter(({ course }) => course.row.story !== 'enrolled-late')
  const files = new Map<string, Uint8Array>()
  const day = firstExportDay.replaceAll('-', '')
  files.set(
    `first/shanghai-ehbh/东方肝胆_随访数据_${day}.xlsx`,
    await writeShanghai(inpatientsOf(rows, 'shanghai-ehbh')),
  )
  for (const [name, bytes] of writeNantong(atFirst, firstExportDay)) files.set(`first/nantong-haimen/${name}`, bytes)
  const yancheng = writeYancheng(inpatientsOf(rows, 'yancheng-first'))
  files.set(`first/yancheng-first/HCCPM_DATA_${firstExportDay}.csv`, yancheng)
  const later = writeNantong(laterInpatients(nantong), laterExportDay)
  for (const [name, bytes] of later) files.set(`march-follow-up/nantong-haimen/${name}`, bytes)
  return files
}
