/** The files of a run, by their paths within the run's folder. */
export const reportFiles = {
  workbook: 'report.xlsx',
  results: 'results.json',
  pairs: 'pairs.csv',
  /** The whole of a listing that is cut in the workbook; not there where none is. */
  issues: 'issues.csv',
  questions: 'questions.csv',
  notes: 'notes.csv',
  manifest: 'manifest.json',
} as const

/** The folder of figures within a run's folder. */
export const figuresFolder = 'figures'

/** The folder of messages within a run's folder: those that no mail server took. */
export const mailFolder = 'mail'
