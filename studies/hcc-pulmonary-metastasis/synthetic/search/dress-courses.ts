import type { RandomDraws } from './random.js'

/** First therapy after progression, printed counts an arm. */
export const therapyCounts = {
  treated: { regorafenib: 10, apatinib: 7, 'atezolizumab-bevacizumab': 6, donafenib: 5, 'supportive-care': 2 },
  control: {
    regorafenib: 31,
    apatinib: 16,
    'atezolizumab-bevacizumab': 23,
    donafenib: 12,
    'supportive-care': 4,
    refused: 1,
  },
} as const

/** Subjects with any grade 3 or 4 event, printed. */
export const severeSubjects = { treated: 17, control: 42 }

/**
 * Subjects a category by worst grade 1, 2, 3, 4. All invented but for the order of the commonest of grade 3 and 4;
 * events of grade 3 and 4 are spread over the printed number of subjects.
 */
export const gradeCounts: Readonly<Record<'treated' | 'control', Readonly<Record<string, readonly number[]>>>> = {
  treated: {
    hypertension: [7, 8, 6, 0],
    'platelets-decreased': [6, 6, 4, 1],
    'bilirubin-increased': [7, 4, 4, 0],
    proteinuria: [6, 6, 4, 0],
    'ast-increased': [9, 4, 2, 0],
    'alt-increased': [8, 4, 2, 0],
    'hand-foot-syndrome': [6, 5, 1, 0],
    diarrhoea: [6, 3, 1, 0],
    fatigue: [9, 4, 0, 0],
    'decreased-appetite': [8, 4, 0, 0],
    hypothyroidism: [4, 3, 0, 0],
  },
  control: {
    hypertension: [20, 18, 14, 0],
    'platelets-decreased': [17, 14, 10, 1],
    'bilirubin-increased': [15, 9, 4, 0],
    proteinuria: [16, 13, 9, 0],
    'ast-increased': [22, 9, 5, 0],
    'alt-increased': [20, 8, 4, 1],
    'hand-foot-syndrome': [17, 11, 4, 0],
    diarrhoea: [15, 8, 3, 0],
    fatigue: [24, 9, 0, 0],
    'decreased-appetite': [21, 9, 0, 0],
    hypothyroidism: [10, 7, 0, 0],
  },
}

/** Therapies in a drawn order, one a progressed subject. */
export const drawTherapies = (arm: 'treated' | 'control', draws: RandomDraws): string[] =>
  draws.shuffled(Object.entries(therapyCounts[arm]).flatMap(([therapy, count]) => Array<string>(count).fill(therapy)))

/**
 * Worst grades by row with the counts above, severe ones within the printed number of subjects, each of whom has at
 * least one.
 */
export const drawAdverseEvents = (
  arm: 'treated' | 'control',
  rows: readonly number[],
  draws: RandomDraws,
): ReadonlyMap<number, string> => {
  const events = new Map<number, Map<string, number>>(rows.map(row => [row, new Map()]))
  const severeRows = draws.shuffled(rows).slice(0, severeSubjects[arm])
  const waiting = [...severeRows]
  const give = (category: string, grade: number, among: readonly number[]): void => {
    const able = among.filter(row => events.get(row)?.has(category) === false)
    const row = draws.pick(able)
    events.get(row)?.set(category, grade)
    if (waiting.includes(row)) waiting.splice(waiting.indexOf(row), 1)
  }
  for (const [category, counts] of Object.entries(gradeCounts[arm])) {
    for (const grade of [4, 3]) {
      for (let count = 0; count < (counts[grade - 1] ?? 0); count += 1) {
        give(category, grade, waiting.length > 0 ? waiting : severeRows)
      }
    }
  }
  if (waiting.length > 0) throw new Error('fewer severe events than subjects with one')
  for (const [category, counts] of Object.entries(gradeCounts[arm])) {
    for (const grade of [2, 1]) {
      for (let count = 0; count < (counts[grade - 1] ?? 0); count += 1) give(category, grade, rows)
    }
  }
  return new Map(
    [...events].map(([row, grades]) => [row, [...grades].map(([category, grade]) => `${category}:${grade}`).join(';')]),
  )
}
