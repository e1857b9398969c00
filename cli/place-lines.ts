import { join } from 'node:path'
import type { Place } from '../installation/registered-places.js'

const none =
  "no study is registered yet: 'cohortium run STUDY' and 'cohortium schedule set STUDY' do it, or 'cohortium studies add STUDY'"

// A folder that was moved or removed stays on the list until somebody says where the study is now.
const moved = (reference: string): string =>
  `  what to do  cohortium studies add FOLDER from its new place, cohortium studies remove ${reference} for this one; ` +
  'where it has nights, cohortium schedule set FOLDER'

/** Registered folders as people read them: whose study, where its files come from and go, and what is not there any more. */
export const placeLines = (places: readonly Place[], isThere: (folder: string) => boolean): readonly string[] =>
  places.length === 0
    ? [none]
    : places.flatMap(({ study, reference, studyFolder, exportsFolder, outFolder, registeredBy, registeredAt }) => [
        `${study}  ${reference.slice(0, 8)}  by ${registeredBy}, ${registeredAt.slice(0, 10)}`,
        `  study    ${studyFolder}${isThere(join(studyFolder, 'study.yaml')) ? '' : '  NOT THERE'}`,
        `  exports  ${exportsFolder ?? "the study's own"}${exportsFolder === null || isThere(exportsFolder) ? '' : '  NOT THERE'}`,
        `  reports  ${outFolder}`,
        ...(isThere(join(studyFolder, 'study.yaml')) ? [] : [moved(reference.slice(0, 8))]),
      ])
