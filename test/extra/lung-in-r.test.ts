// needs: Rscript
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WrittenResult } from '../../analysis/results/results-document.js'
import { closeTo } from '../support/close-to.js'
import { checkout, folderOf, type Product, readResults, resultReader, setUpProduct } from '../support/cohortium.js'

const script = `
suppressPackageStartupMessages(library(survival))
d <- read.csv(commandArgs(TRUE)[1])
d$female <- as.integer(d$sex == "female")
d <- d[complete.cases(d[c("age", "ph.ecog", "ph.karno", "wt.loss")]), ]
exact <- coxph.control(eps = 1e-14, iter.max = 50)
full <- coxph(Surv(time, event) ~ female + age + ph.ecog + ph.karno + wt.loss, d, control = exact)
test <- survdiff(Surv(time, event) ~ female, d)
medians <- summary(survfit(Surv(time, event) ~ female, d))$table[, "median"]
cat(sprintf("%.17g", c(coef(full), sqrt(diag(vcov(full))), test$chisq, medians)), sep = "\\n")
`

let product: Product
let at: (key: string) => WrittenResult
let answers: readonly number[]

beforeAll(async () => {
  product = await setUpProduct()
  const finished = await product.run(['run', join(checkout, 'studies', 'ncctg-lung'), '--out', product.out])
  at = resultReader(readResults(folderOf(product.out, 'ncctg-lung', finished)))
  const output = execFileSync('Rscript', ['-e', script, join(checkout, 'test/fixtures/r/lung/data.csv')], {
    encoding: 'utf8',
  })
  answers = output.trim().split('\n').map(Number)
}, 300_000)

afterAll(() => product.close())

test('R on this machine gives the multivariate Cox model of the run', () => {
  for (const [index, term] of ['arm.treated', 'age', 'ecog', 'karnofsky', 'weight-loss'].entries()) {
    closeTo(at(`cox/all/os/multivariate/${term}/coefficient`).value, answers[index] ?? Number.NaN, 1e-8, term)
    closeTo(at(`cox/all/os/multivariate/${term}/se`).value, answers[index + 5] ?? Number.NaN, 1e-8, term)
  }
})

test('R on this machine gives the log-rank test and medians of the run', () => {
  closeTo(at('survival/all/os/-/-/log-rank-chi-square').value, answers[10] ?? Number.NaN, 1e-9)
  expect(at('survival/all/os/control/-/median').value).toBe(answers[11])
  expect(at('survival/all/os/treated/-/median').value).toBe(answers[12])
})
