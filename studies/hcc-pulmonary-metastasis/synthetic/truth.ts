/** Why a subject is in the exports: eligible, or the one reason that keeps it out or holds it. */
export const stories = [
  'eligible',
  'under-age',
  'clinical-diagnosis',
  'no-lung-metastasis',
  'single-drug',
  'child-pugh-c',
  'poor-condition',
  'contraindication',
  'other-treatment',
  'prior-anticancer',
  'other-cancer',
  'never-measured',
  'measured-late',
  'child-pugh-missing',
  'entered-twice',
  'start-impossible',
  'second-hospital',
  'enrolled-late',
  'before-period',
  'after-period',
] as const

/** Why a subject is in the exports. */
export type Story = (typeof stories)[number]

/** The three hospitals. */
export const siteIds = ['shanghai-ehbh', 'nantong-haimen', 'yancheng-first'] as const

/** A hospital of the study. */
export type SiteId = (typeof siteIds)[number]

/** Best response on one target. */
export type TumourResponse = 'cr' | 'pr' | 'sd' | 'pd' | 'ne'

/** What is true of one synthetic subject; the hospitals' exports tell it, each in its own way. */
export interface TruthRow {
  readonly id: string
  readonly site: SiteId
  readonly story: Story
  /** The subject that is the same person, where the story is one of two hospitals. */
  readonly samePerson: string
  readonly arm: 'control' | 'treated'
  readonly indexDate: string
  readonly sex: 'female' | 'male'
  readonly birthDate: string
  readonly albuminGramsPerLitre: number
  readonly hbsag: 'negative' | 'positive'
  readonly afpNanogramsPerMillilitre: number
  readonly altUnitsPerLitre: number
  readonly ecog: number
  readonly pvtt: 'no' | 'yes'
  readonly tumourNumber: number
  readonly lungMetastases: number
  readonly childPughScore: number
  readonly tumourSizeCentimetres: number
  readonly osDays: number
  readonly dead: boolean
  readonly pfsDays: number
  readonly progressed: boolean
  readonly radiation: TumourResponse
  readonly nonRadiation: TumourResponse
  /** First therapy after progression, or empty. */
  readonly therapy: string
  /** Worst grades, `category:grade` joined by `;`. */
  readonly adverseEvents: string
}

const columns = [
  'id',
  'site',
  'story',
  'samePerson',
  'arm',
  'indexDate',
  'sex',
  'birthDate',
  'albuminGramsPerLitre',
  'hbsag',
  'afpNanogramsPerMillilitre',
  'altUnitsPerLitre',
  'ecog',
  'pvtt',
  'tumourNumber',
  'lungMetastases',
  'childPughScore',
  'tumourSizeCentimetres',
  'osDays',
  'dead',
  'pfsDays',
  'progressed',
  'radiation',
  'nonRadiation',
  'therapy',
  'adverseEvents',
] as const satisfies readonly (keyof TruthRow)[]

/** truth.csv of these subjects. */
export const formatTruth = (rows: readonly TruthRow[]): string =>
  [columns.join(','), ...rows.map(row => columns.map(column => String(row[column])).join(','))].join('\n') + '\n'

const oneOf = <T extends string>(text: string, allowed: readonly T[]): T => {
  const found = allowed.find(item => item === text)
  if (found === undefined) throw new Error(`truth.csv: ${text} is none of ${allowed.join(', ')}`)
  return found
}

const parseRow = (line: string): TruthRow => {
  const cells = line.split(',')
  if (cells.length !== columns.length) throw new Error(`truth.csv: ${cells.length} cells instead of ${columns.length}`)
  const text = (column: keyof TruthRow): string => cells[columns.indexOf(column)] ?? ''
  const number = (column: keyof TruthRow): number => Number(text(column))
  return {
    id: text('id'),
    site: oneOf(text('site'), siteIds),
    story: oneOf(text('story'), stories),
    samePerson: text('samePerson'),
    arm: oneOf(text('arm'), ['control', 'treated']),
    indexDate: text('indexDate'),
    sex: oneOf(text('sex'), ['female', 'male']),
    birthDate: text('birthDate'),
    albuminGramsPerLitre: number('albuminGramsPerLitre'),
    hbsag: oneOf(text('hbsag'), ['negative', 'positive']),
    afpNanogramsPerMillilitre: number('afpNanogramsPerMillilitre'),
    altUnitsPerLitre: number('altUnitsPerLitre'),
    ecog: number('ecog'),
    pvtt: oneOf(text('pvtt'), ['no', 'yes']),
    tumourNumber: number('tumourNumber'),
    lungMetastases: number('lungMetastases'),
    childPughScore: number('childPughScore'),
    tumourSizeCentimetres: number('tumourSizeCentimetres'),
    osDays: number('osDays'),
    dead: text('dead') === 'true',
    pfsDays: number('pfsDays'),
    progressed: text('progressed') === 'true',
    radiation: oneOf(text('radiation'), ['cr', 'pr', 'sd', 'pd', 'ne']),
    nonRadiation: oneOf(text('nonRadiation'), ['cr', 'pr', 'sd', 'pd', 'ne']),
    therapy: text('therapy'),
    adverseEvents: text('adverseEvents'),
  }
}

/** The subjects of a truth.csv. */
export const parseTruth = (text: string): readonly TruthRow[] => {
  const [header, ...lines] = text.split('\n').filter(line => line !== '')
  if (header !== columns.join(',')) throw new Error('truth.csv: other columns than this program writes')
  return lines.map(parseRow)
}

/** Worst grades of a subject, by category. */
export const gradesOf = (row: TruthRow): readonly (readonly [category: string, grade: number])[] =>
  row.adverseEvents === ''
    ? []
    : row.adverseEvents.split(';').map(event => {
        const [category = '', grade = ''] = event.split(':')
        return [category, Number(grade)] as const
      })
