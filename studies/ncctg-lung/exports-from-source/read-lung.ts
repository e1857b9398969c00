/** One subject of the data set `lung`; null is missing there. */
export interface LungSubject {
  /** The row of lung.csv, from 001. */
  readonly id: string
  readonly institution: number | null
  readonly time: number
  readonly died: boolean
  readonly age: number | null
  readonly sex: 'male' | 'female'
  readonly ecog: number | null
  readonly karnofsky: number | null
  readonly karnofskyByPatient: number | null
  readonly calories: number | null
  readonly weightLoss: number | null
}

/** Reads lung.csv: quoted fields without commas in them, an empty one is missing. */
export const readLung = (text: string): readonly LungSubject[] => {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map(line => line.split(',').map(field => field.replaceAll('"', '')))
  return rows.map((row, position) => {
    const number = (name: string): number | null => {
      const field = row[header.indexOf(name)] ?? ''
      return field === '' ? null : Number(field)
    }
    return {
      id: String(position + 1).padStart(3, '0'),
      institution: number('inst'),
      time: number('time') ?? Number.NaN,
      died: number('event') === 1,
      age: number('age'),
      sex: row[header.indexOf('sex')] === 'female' ? 'female' : 'male',
      ecog: number('ph.ecog'),
      karnofsky: number('ph.karno'),
      karnofskyByPatient: number('pat.karno'),
      calories: number('meal.cal'),
      weightLoss: number('wt.loss'),
    }
  })
}
