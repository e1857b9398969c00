import { type StudyFindings, reject } from '../load/study-findings.js'
import type { Study } from '../language/study.js'
import { inWords } from '../words/schema-words.js'
import { leavesFolder } from '../load/study-file.js'
import { checkFields } from './check-conditions.js'
import { checkDateField } from './check-outcomes.js'
import { isTimeZone } from './time-zone.js'

/** Checks what holds for the study as a whole: its sites, zone, kind of time, index date, folders, recipients. */
export const checkSetting = (findings: StudyFindings, study: Study): void => {
  const of = 'study'
  study.sites.forEach((site, position) => {
    if (study.sites.indexOf(site) < position)
      reject(findings, { of, path: ['sites', position], message: 'found a site a second time' })
    // Arms and sites stand at the same place in the flow's result keys.
    if (site === 'control' || site === 'treated')
      reject(findings, { of, path: ['sites', position], message: `found '${site}', the id of an arm` })
  })
  if (!isTimeZone(study.timeZone)) {
    reject(findings, {
      of,
      path: ['timeZone'],
      message: `found ${inWords(study.timeZone)}, which is no time zone`,
      allowed: ['a name such as Asia/Shanghai'],
    })
  }
  const offsets = study.time === 'day offsets'
  if (offsets && study.publicationCut !== undefined) {
    reject(findings, {
      of,
      path: ['publicationCut'],
      at: 'key',
      message: 'found a publication cut, but a study of day offsets has no calendar',
    })
  }
  if (offsets !== (study.index === 'day 0')) {
    const message = offsets
      ? 'found an index date from rows, but time is in day offsets'
      : `found 'day 0', but time is in dates`
    const allowed = [offsets ? 'day 0' : 'a mapping with from, where, date, pick']
    reject(findings, { of, path: ['index'], message, allowed })
  }
  if (study.index !== 'day 0') {
    checkFields(findings, of, ['index', 'where'], study.index.from, study.index.where)
    checkDateField(findings, ['index'], study.index.from, study.index.date)
  }
  for (const key of ['exports', 'published'] as const) {
    const path = study[key]
    if (path !== undefined && leavesFolder(path))
      reject(findings, {
        of,
        path: [key],
        message: `found a path that leads out of the study's folder, expected one inside`,
      })
  }
  study.mail.forEach(({ to }, position) => {
    const first = study.mail.findIndex(other => other.to.toLowerCase() === to.toLowerCase())
    if (first < position)
      reject(findings, { of, path: ['mail', position, 'to'], message: 'found a recipient a second time' })
  })
  for (const [id, { plausible }] of Object.entries(study.tests)) {
    if (plausible !== undefined && plausible[0] > plausible[1]) {
      reject(findings, {
        of,
        path: ['tests', id, 'plausible'],
        message: 'found a plausible range whose lower bound is above the upper one',
      })
    }
  }
  const { response, endpoints } = study
  const landmarks = study.analyses.survival.landmarks ?? []
  if (Object.keys(endpoints).length === 0 && response === undefined) {
    reject(findings, { of, path: [], message: 'found neither endpoints nor response: there is nothing to compare' })
  }
  if (landmarks.some((time, position) => landmarks.indexOf(time) < position)) {
    reject(findings, { of, path: ['analyses', 'survival', 'landmarks'], message: 'found a landmark twice' })
  }
}
