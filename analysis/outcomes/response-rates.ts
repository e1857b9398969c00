import { responseCodes } from '../sets/subject-table.js'

/** A best overall response as it stands in result keys. */
export type ResponseCode = (typeof responseCodes)[number]

/** The summaries of response: objective response and disease control. */
export const responseRates = { orr: ['cr', 'pr'], dcr: ['cr', 'pr', 'sd'] } as const satisfies Record<
  string,
  readonly ResponseCode[]
>

/** A summary of response. */
export type ResponseRate = keyof typeof responseRates

/** The summaries in the order of tables. */
export const rateNames = Object.keys(responseRates) as readonly ResponseRate[]

/** The code of a response that cannot be evaluated. */
export const notEvaluable = responseCodes.indexOf('ne')

/** Whether the response of a code counts in a rate. */
export const responds = (rate: ResponseRate, code: number): boolean =>
  (responseRates[rate] as readonly (string | undefined)[]).includes(responseCodes[code])
