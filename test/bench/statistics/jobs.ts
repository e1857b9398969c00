import { fitCox } from '../../../statistics/cox/fit-cox.js'
import { coxLinearPredictor } from '../../../statistics/cox/linear-predictor.js'
import { fitLogistic } from '../../../statistics/logistic/fit-logistic.js'
import { matchNearest } from '../../../statistics/matching/match-nearest.js'
import { bootstrapCox } from '../../../statistics/resampling/bootstrap-cox.js'
import { leaveOneOutCox } from '../../../statistics/resampling/leave-one-out-cox.js'
import { concordance } from '../../../statistics/survival/concordance.js'
import { kaplanMeier } from '../../../statistics/survival/kaplan-meier.js'
import { logRank } from '../../../statistics/survival/log-rank.js'
import type { DataSet } from './data-set.js'

/** What R does of a job: a statement that is timed and one that gives the number to compare. */
export interface Counterpart {
  readonly name: string
  readonly statement: string
  /** Left out where the two do not compute the same. */
  readonly answer?: string
  /** The least ratio that is promised at the job's largest size. */
  readonly atLeast?: number
}

/** A job of the benchmark, prepared on a data set outside the measured time. */
export interface Job {
  readonly name: string
  readonly sizes: readonly number[]
  /** R is left out above this size. */
  readonly largestInR: number
  readonly columns: number
  readonly prepare: (data: DataSet) => () => number | Promise<number>
  readonly inR: readonly Counterpart[]
}

const growing = [1e3, 1e4, 1e5, 1e6]
const flags = (column: Float64Array): Uint8Array => Uint8Array.from(column)
const five = (data: DataSet): readonly Float64Array[] => [data.x1, data.x2, data.x3, data.x4, data.x5]
const ten = (data: DataSet): readonly Float64Array[] => [...five(data), data.x6, data.x7, data.x8, data.x9, data.x10]
const sum = (terms: number): string => Array.from({ length: terms }, (_, j) => `x${String(j + 1)}`).join(' + ')

const fitAlone = (response: string): string =>
  `fit <- coxph.fit(five, ${response}, NULL, NULL, NULL, coxph.control(), NULL, 'efron', NULL, FALSE)`

const cox = (unit: 'day' | 'month'): Job => ({
  name: `Cox, Efron, 5 covariates, ties as in ${unit}s`,
  sizes: growing,
  largestInR: 1e6,
  columns: 7,
  prepare: data => {
    const input = { time: data[unit], event: flags(data.event), covariates: five(data) }
    return () => fitCox(input).coefficients[0]!
  },
  inR: [
    {
      name: 'coxph',
      statement: `fit <- coxph(Surv(${unit}, event) ~ ${sum(5)}, d)`,
      answer: 'coef(fit)[[1]]',
      atLeast: 5,
    },
    {
      name: 'coxph.fit',
      statement: fitAlone(unit),
      answer: 'fit$coefficients[[1]]',
      atLeast: 1,
    },
  ],
})

const coxWithConcordance: Job = {
  name: 'Cox as in days, with its concordance',
  sizes: growing,
  largestInR: 1e6,
  columns: 7,
  prepare: data => {
    const input = { time: data.day, event: flags(data.event), covariates: five(data) }
    return () => {
      const score = coxLinearPredictor(input, fitCox(input))
      return concordance({ time: input.time, event: input.event, score }).concordance!
    }
  },
  inR: [
    {
      name: 'coxph',
      statement: `fit <- coxph(Surv(day, event) ~ ${sum(5)}, d)`,
      answer: "fit$concordance[['concordance']]",
      atLeast: 5,
    },
  ],
}

const coxOf = (rows: string): string => `coxph(Surv(day, event) ~ ${sum(5)}, ${rows})`

/** Every job, in the order of the table. */
export const jobs: readonly Job[] = [
  cox('day'),
  cox('month'),
  coxWithConcordance,
  {
    name: 'Kaplan-Meier with its band',
    sizes: growing,
    largestInR: 1e6,
    columns: 2,
    prepare: data => {
      const input = { time: data.day, event: flags(data.event) }
      return () => kaplanMeier(input).survival[300]!
    },
    inR: [
      {
        name: 'survfit',
        statement: 'fit <- survfit(Surv(day, event) ~ 1, d)',
        answer: 'fit$surv[301]',
        atLeast: 8,
      },
    ],
  },
  {
    name: 'log-rank, 2 groups',
    sizes: growing,
    largestInR: 1e6,
    columns: 3,
    prepare: data => {
      const input = { time: data.day, event: flags(data.event), group: Int32Array.from(data.x1) }
      return () => logRank(input).chiSquare!
    },
    inR: [
      {
        name: 'survdiff',
        statement: 'fit <- survdiff(Surv(day, event) ~ x1, d)',
        answer: 'fit$chisq',
        atLeast: 8,
      },
    ],
  },
  {
    name: 'logistic regression, 10 covariates',
    sizes: growing,
    largestInR: 1e6,
    columns: 11,
    prepare: data => {
      const input = { outcome: flags(data.outcome), covariates: ten(data) }
      return () => fitLogistic(input).terms[1]!.coefficient!
    },
    inR: [
      { name: 'glm', statement: `fit <- glm(outcome ~ ${sum(10)}, binomial, d)`, answer: 'coef(fit)[[2]]', atLeast: 4 },
      {
        name: 'glm.fit',
        statement: 'fit <- glm.fit(ten, d$outcome, family = binomial())',
        answer: 'fit$coefficients[[2]]',
        atLeast: 1,
      },
    ],
  },
  {
    name: 'nearest neighbour, caliper 0.2 SD',
    sizes: growing,
    largestInR: 1e5,
    columns: 2,
    prepare: data => {
      const input = { treated: flags(data.treated), distance: data.distance }
      return () => matchNearest(input, { caliper: 0.2 }).pairs.length
    },
    inR: [
      {
        name: 'matchit',
        statement: 'fit <- MatchIt::matchit(treated ~ x1, d, distance = d$distance, caliper = 0.2)',
        atLeast: 5,
      },
    ],
  },
  {
    name: 'concordance with its SE',
    sizes: growing,
    largestInR: 1e6,
    columns: 3,
    prepare: data => {
      const input = { time: data.day, event: flags(data.event), score: data.score }
      return () => concordance(input).concordance!
    },
    inR: [
      {
        name: 'concordancefit',
        statement: 'fit <- concordancefit(day, d$score, reverse = TRUE)',
        answer: 'fit$concordance[[1]]',
        atLeast: 1,
      },
    ],
  },
  {
    name: 'bootstrap of a Cox model, 1,000 fits, all cores',
    sizes: [1e3],
    largestInR: 1e3,
    columns: 7,
    prepare: data => {
      const input = { time: data.day, event: flags(data.event), covariates: five(data) }
      return async () => (await bootstrapCox(input, { replicates: 1000 })).terms[0]!.se!
    },
    inR: [
      {
        name: 'a loop of coxph, one thread',
        statement: `for (b in 1:1000) { i <- sample.int(nrow(d), replace = TRUE); fit <- ${coxOf('d[i, ]')} }`,
        atLeast: 8,
      },
    ],
  },
  {
    name: 'leave-one-out of a Cox model, 1,000 fits, all cores',
    sizes: [1e3],
    largestInR: 1e3,
    columns: 7,
    prepare: data => {
      const input = { time: data.day, event: flags(data.event), covariates: five(data) }
      return async () => (await leaveOneOutCox(input)).coefficients[5 * 999]!
    },
    inR: [
      {
        name: 'a loop of coxph, one thread',
        statement: `for (i in 1:nrow(d)) fit <- ${coxOf('d[-i, ]')}`,
        answer: 'coef(fit)[[1]]',
        atLeast: 8,
      },
    ],
  },
]
