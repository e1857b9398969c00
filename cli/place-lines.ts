import type { Place } from '../installation/places.js'

const none =
  "no study is registered yet: 'cohortium run STUDY' and 'cohortium schedule set STUDY' do it, or 'cohortium studies add STUDY'"

/** Registered folders as people read them: whose study, and where its files come from and go. */
export const placeLines = (places: readonly Place[]): readonly string[] =>
  places.length === 0
    ? [none]
    : places.flatMap(({ study, reference, studyFolder, exportsFolder, outFolder, registeredBy, registeredAt }) => [
        `${study}  ${reference.slice(0, 8)}  by ${registeredBy}, ${registeredAt.slice(0, 10)}`,
        `  study    ${studyFolder}`,
        `  exports  ${exportsFolder ?? "the study's own"}`,
        `  reports  ${outFolder}`,
      ])
