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
  return rows.filter((row) => row.site === site).map((row) => {
    const person = people.get(row.id)
    if (person === undefined) throw new Error(`nobody was invented for ${row.id}`)
    return { course: courseOf(row), person }
  })
}

/** What March brought: contacts of three who live, a death, a progression; and the transcription of one baseline value put right. */
const afterMarch = (course: Course, alive: number, corrected: boolean): Course => {
  const seen: Course = alive < 0 || alive > 4 ? course : {
    ...course,
    contacts: [...course.contacts, alive === 3 ? '2024-03-19' : `2024-04-0${alive + 2}`],
    death: alive === 3 ? '2024-04-05' : course.death,
    scans: alive === 4 ? [...course.scans, { date: '2024-04-03', target: 'new-lesions', response: 'pd' }] : course.scans,
  }
  if (!corrected) return seen
  const labs = seen.labs.map((lab) => (lab.hbsag === null ? lab : { ...lab, altUnitsPerLitre: (lab.altUnitsPerLitre ?? 0) + 40 }))
  return { ...seen, labs }
}

const laterInpatients = (inpatients: readonly Inpatient[]): readonly Inpatient[] => {
  const followed = inpatients.filter(({ course: { row, death } }) => row.story === 'eligible' && death === null)
  const correctedId = inpatients.find(({ course: { row } }) => row.story === 'eligible' && row.altUnitsPerLitre < 40)?.course.row.id
  return inpatients.map((inpatient) => ({
    ...inpatient, course: afterMarch(inpatient.course, followed.indexOf(inpatient), inpatient.course.row.id === correctedId),
  }))
}

/** All export files by their path below `exports/`. */
export const makeExports = async (rows: readonly TruthRow[]): Promise<ReadonlyMap<string, Uint8Array>> => {
  const nantong = inpatientsOf(rows, 'nantong-haimen')
  const atFirst = nantong.filter(({ course }) => course.row.story !== 'enrolled-late')
  const files = new Map<string, Uint8Array>()
  const day = firstExportDay.replaceAll('-', '')
  files.set(`first/shanghai-ehbh/东方肝胆_随访数据_${day}.xlsx`, await writeShanghai(inpatientsOf(rows, 'shanghai-ehbh')))
  for (const [name, bytes] of writeNantong(atFirst, firstExportDay)) files.set(`first/nantong-haimen/${name}`, bytes)
  files.set(`first/yancheng-first/HCCPM_DATA_${firstExportDay}.csv`, writeYancheng(inpatientsOf(rows, 'yancheng-first')))
  for (const [name, bytes] of writeNantong(laterInpatients(nantong), laterExportDay)) files.set(`march-follow-up/nantong-haimen/${name}`, bytes)
  return files
}
