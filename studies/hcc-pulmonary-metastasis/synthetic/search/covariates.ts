/**
 * A binary covariate of the search: the second level's counts before and after matching; after is null where invented.
 */
export interface SearchCovariate {
  readonly id: string
  readonly control: number
  readonly treated: number
  readonly matched: { readonly control: number; readonly treated: number } | null
}

/** Counts of each covariate's second level: the first six as printed in Table 1, the others invented. */
export const searchCovariates: readonly SearchCovariate[] = [
  { id: 'age', control: 33, treated: 11, matched: { control: 9, treated: 11 } },
  { id: 'sex', control: 87, treated: 32, matched: { control: 28, treated: 31 } },
  { id: 'albumin', control: 82, treated: 34, matched: { control: 32, treated: 33 } },
  { id: 'hbsag', control: 73, treated: 28, matched: { control: 25, treated: 27 } },
  { id: 'afp', control: 56, treated: 26, matched: { control: 27, treated: 25 } },
  { id: 'alt', control: 24, treated: 9, matched: { control: 9, treated: 8 } },
  { id: 'ecog', control: 60, treated: 22, matched: null },
  { id: 'pvtt', control: 50, treated: 18, matched: null },
  { id: 'tumour-number', control: 64, treated: 24, matched: null },
  { id: 'lung-metastases', control: 58, treated: 21, matched: null },
  { id: 'child-pugh', control: 22, treated: 8, matched: null },
  { id: 'tumour-size', control: 44, treated: 16, matched: null },
]

/** Subjects an arm. */
export const armSizes = { control: 105, treated: 39 }

/** Subjects in all; the treated stand first in the search's columns. */
export const subjectCount = armSizes.control + armSizes.treated
