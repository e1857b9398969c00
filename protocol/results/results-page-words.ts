/** The beginning of `docs/results.md`, up to the kinds of results. */
export const resultsPageHead = [
  '# The results and their keys',
  '',
  '`results.json` of a run holds every number, one per line, under a lasting key of six segments: `part/cohort/what/who/level/statistic`,',
  '`-` where one does not apply. Workbook, figures, mail and the comparison with published numbers read these keys and compute nothing again. This page is',
  'written from the catalogue of results (`protocol/results/`) by `npm run schemas`.',
  '',
  'A result is `{ key, value, unit?, n?, events?, method, settings, notes, sources, test? }`. A `value` of null is not estimable, and the',
  'first note says why. `n` and `events` are those of the computation. `test` stands beside each P that follows from a statistic:',
  '`{ distribution, statistic, … }`, the distribution being `normal` or `t` (two-sided), `chi-square` (upper tail), `binomial` or `hypergeometric`',
  '(all counts no likelier). jstat recomputes each P from it before a report leaves.',
  '',
  'The same keys stand in every run of a study, whether or not something could be estimated. The second segment is the set: `all` or `matched`.',
  '',
  '## What the words mean',
  '',
  '| statistic | meaning, everywhere |',
  '|---|---|',
  '| `n` | rows that are counted; with matching with replacement, a control counts once per pair that it serves |',
  '| `persons` | distinct people among those rows; only in the set `matched` |',
  "| `percent` | of 100, of the denominator that the result's `n` holds |",
  '| `rate`, `lower`, `upper` | of 1 |',
  "| `se` | the model's own standard error (from the information), in both cohorts |",
  '| `naive-se` | the same number under its other name, so that it can be asked for by what it is |',
  '| `robust-se` | clustered by matched pair; with replacement by pair and by subject; only in `matched` |',
  '| `se-of-p` | the standard error that belongs to the printed `z`, `p`, `lower`, `upper`: `se` in `all`, `robust-se` in `matched` |',
  '| `…-df` | degrees of freedom of the statistic beside |',
  '',
].join('\n')

/** What stands above the results of each part. */
export const partWords: Readonly<Record<string, { readonly title: string; readonly says: string }>> = {
  flow: { title: 'Flow', says: '`<who>` is `-` (all), a site or an arm.' },
  baseline: { title: 'Baseline', says: '' },
  propensity: {
    title: 'Propensity model',
    says: 'A term is a continuous covariate, `<covariate>.<level>`, or `intercept`.',
  },
  matching: { title: 'Matching', says: 'The keys stand also where the matching was refused.' },
  response: {
    title: 'Response',
    says: '`<response>` is `cr`, `pr`, `sd`, `pd` or `ne`; `<rate>` is `orr` (objective response) or `dcr` (disease control).',
  },
  safety: { title: 'Adverse events', says: '`<grade>` is `1` to `5`, `1-2`, `3-4` or `any`.' },
  subsequent: { title: 'Therapy after progression', says: '' },
  survival: { title: 'Survival', says: "`<time>` is in the endpoint's unit." },
  cox: {
    title: 'Cox',
    says: "`<model>` is `univariate` (the arm alone, each covariate alone) or `multivariate`. A **term** is `arm.treated`, `<covariate>` (continuous) or `<covariate>.<level>`. What is said of a univariate model as a whole stands at the level `<covariate>`, the arm's at `arm`; of the multivariate model at `-`.",
  },
}
