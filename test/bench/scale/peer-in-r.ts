import { spawnSync } from 'node:child_process'

/**
 * The same study as an R script, from file to estimates: criteria, arms, endpoint, Table 1 with differences, propensity,
 * Kaplan-Meier, log-rank, Cox models with their test of proportional hazards; with `matching` also pairs within a caliper.
 */
export const peerScript = `
suppressPackageStartupMessages({ library(data.table); library(survival) })
given <- commandArgs(TRUE)
rows <- fread(given[1])
rows <- rows[!is.na(kps) & age >= 18]
rows[, treated := arm == 1L]
numbers <- c('age', 'kps', 'albumin', 'afp')
for (name in numbers) {
  new <- rows[[name]][rows$treated]
  usual <- rows[[name]][!rows$treated]
  difference <- (mean(new) - mean(usual)) / sd(new)
  compared <- t.test(new, usual, var.equal = TRUE)$p.value
}
invisible(chisq.test(table(rows$sex, rows$treated), correct = FALSE))
propensity <- glm(treated ~ age + sex + kps + albumin + afp, binomial, rows)
curve <- survfit(Surv(months, dead) ~ treated, rows)
medians <- summary(curve)$table[, 'median']
compared <- survdiff(Surv(months, dead) ~ treated, rows)
for (name in c('treated', 'age', 'sex', 'kps', 'albumin', 'afp'))
  alone <- coxph(as.formula(paste('Surv(months, dead) ~', name)), rows)
together <- coxph(Surv(months, dead) ~ treated + age + sex + kps + albumin + afp, rows)
hazards <- cox.zph(together)
if (length(given) > 1 && given[2] == 'matching') {
  matched <- MatchIt::match.data(MatchIt::matchit(treated ~ age + sex + kps + albumin + afp, rows, method = 'nearest',
    caliper = 0.2))
  paired <- coxph(Surv(months, dead) ~ treated, matched, cluster = subclass, robust = TRUE)
}
cat(nrow(rows), 'subjects, hazard ratio', exp(coef(together))[1], '\\n')
`

/** What R has, by version; or what is missing for the peer, by name. */
export const askR = (): { readonly versions: string; readonly matching: boolean } | { readonly missing: string } => {
  const asked =
    "for (p in c('data.table', 'survival', 'MatchIt')) cat(p, if (requireNamespace(p, quietly = TRUE)) as.character(packageVersion(p)) else 'none', '\\n'); cat('R', as.character(getRversion()), '\\n')"
  const { status, stdout } = spawnSync('Rscript', ['--vanilla', '-e', asked], { encoding: 'utf8' })
  if (status !== 0) return { missing: 'Rscript' }
  const found = new Map(
    stdout
      .trim()
      .split('\n')
      .map(line => line.trim().split(' ') as [string, string]),
  )
  const missing = ['data.table', 'survival'].filter(name => (found.get(name) ?? 'none') === 'none')
  if (missing.length > 0) return { missing: `R's ${missing.join(' and ')}` }
  const versions = [...found].filter(([, version]) => version !== 'none').map(([name, version]) => `${name} ${version}`)
  return { versions: versions.join(', '), matching: found.get('MatchIt') !== 'none' }
}
