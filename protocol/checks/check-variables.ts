import { joiningWords } from '../language/conditions.js'
import { type StudyFindings, reject } from '../load/study-findings.js'
import type { Study } from '../language/study.js'
import { inWords } from '../words/schema-words.js'
import { isMeasured, type VariableFacts } from '../facts/variable-facts.js'
import type { VariableDefinition } from '../language/variables.js'
import { checkCondition } from './check-conditions.js'
import { checkMeasured } from './check-measured.js'
import { checkOfDay } from './check-of-day.js'
import { checkOrder } from './check-order.js'

type Facts = Readonly<Record<string, VariableFacts>>

type CutVariable = Extract<VariableDefinition, { readonly cut: string }>

const checkCut = (
  findings: StudyFindings,
  path: readonly string[],
  { cut, at, into }: CutVariable,
  source: VariableFacts | undefined,
): void => {
  const of = 'study'
  if (source !== undefined && source.kind !== 'number' && source.kind !== 'quantity')
    reject(findings, { of, path: [...path, 'cut'], message: `found '${cut}', which is no number` })
  at.forEach((point, position) => {
    if (position === 0 || point > (at[position - 1] ?? -Infinity)) return
    reject(findings, { of, path: [...path, 'at', position], message: 'found cut points that do not ascend' })
  })
  if (into.length !== at.length + 1) {
    const message = `found ${into.length} bands for ${at.length} cut points, expected ${at.length + 1}`
    reject(findings, { of, path: [...path, 'into'], message })
  }
  into.forEach((band, position) => {
    if (into.indexOf(band) < position)
      reject(findings, { of, path: [...path, 'into', position], message: `found the band '${band}' a second time` })
  })
}

const checkDerived = (findings: StudyFindings, name: string, definition: VariableDefinition, facts: Facts): void => {
  const path = ['variables', name]
  const each = (
    names: readonly string[],
    key: string,
    fits: (known: VariableFacts) => boolean,
    wanted: string,
  ): void => {
    names.forEach((used, position) => {
      const known = facts[used]
      if (known === undefined || fits(known)) return
      reject(findings, {
        of: 'study',
        path: [...path, key, position],
        message: `found '${used}', which is no ${wanted}`,
      })
    })
  }
  if ('sum' in definition)
    each(
      definition.sum,
      'sum',
      ({ kind }) => ['number', 'quantity', 'boolean'].includes(kind),
      'number and not true or false',
    )
  if ('daysBetween' in definition)
    each(
      definition.daysBetween,
      'daysBetween',
      ({ hasDay }) => hasDay,
      'variable with a day (one picked by first, last, nearest, highest or lowest)',
    )
  if ('firstKnown' in definition) {
    const kind = facts[definition.firstKnown[0] ?? '']?.kind
    // A count stands in for a recorded number, which a site may deliver as a quantity without unit.
    const alike = (one: VariableFacts['kind'] | undefined): unknown => (one === 'quantity' ? 'number' : one)
    each(
      definition.firstKnown,
      'firstKnown',
      known => alike(known.kind) === alike(kind),
      `value of the first one's kind (${kind ?? 'unknown'})`,
    )
  }
  if ('cut' in definition) checkCut(findings, path, definition, facts[definition.cut])
  if ('group' in definition) {
    const seen = new Map<string, string>()
    for (const [code, members] of Object.entries(definition.into)) {
      for (const member of members) {
        const before = seen.get(String(member))
        if (before !== undefined)
          reject(findings, {
            of: 'study',
            path: [...path, 'into', code],
            message: `found ${inWords(member)} that is in '${before}' already`,
          })
        seen.set(String(member), code)
      }
    }
  }
}

/** Checks each variable, and that names are used only after they exist. */
export const checkVariables = (findings: StudyFindings, study: Study, facts: Facts): void => {
  checkOrder(findings, study, facts)
  const all = Object.keys(study.variables)
  for (const [name, definition] of Object.entries(study.variables)) {
    const path = ['variables', name]
    if ((joiningWords as readonly string[]).includes(name)) {
      reject(findings, {
        of: 'study',
        path,
        at: 'key',
        message: `found '${name}', a word that joins conditions: no variable may be called so`,
      })
    }
    if (isMeasured(definition)) {
      checkMeasured(findings, study, name, definition)
      const { window } = definition
      const around = typeof window === 'object' && 'around' in window ? facts[window.around] : undefined
      if (around !== undefined && !around.hasDay) {
        reject(findings, {
          of: 'study',
          path: [...path, 'window', 'around'],
          message: 'found a variable without a day of its own',
        })
      }
    } else {
      if ('when' in definition) checkCondition(findings, [...path, 'when'], definition.when, facts, all)
      checkDerived(findings, name, definition, facts)
    }
  }
  checkOfDay(findings, study)
}
