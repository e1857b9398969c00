import type { LungSubject } from './read-lung.js'

const header = ['id', 'inst', 'time', 'status', 'age', 'sex', 'ph.ecog', 'ph.karno', 'pat.karno', 'meal.cal', 'wt.loss']

/** The first site's export: one row per subject in the data set's own codes, `NA` for what is missing, UTF-8. */
export const buildWide = (subjects: readonly LungSubject[]): Uint8Array => {
  const rows = subjects.map(subject =>
    [
      subject.id,
      subject.institution,
      subject.time,
      subject.died ? 2 : 1,
      subject.age,
      subject.sex === 'male' ? 1 : 2,
      subject.ecog,
      subject.karnofsky,
      subject.karnofskyByPatient,
      subject.calories,
      subject.weightLoss,
    ].map(cell => (cell === null ? 'NA' : String(cell))),
  )
  return new TextEncoder().encode([header, ...rows].map(row => `${row.join(',')}\n`).join(''))
}
