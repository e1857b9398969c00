import { conditionWords, fieldWords } from './condition-words.js'
import { domains, type DomainName } from '../schema/domains.js'
import { isMeasured, pickOf, valueField } from '../facts/variable-facts.js'
import type { MeasuredVariable, VariableDefinition, TimeWindow } from '../language/variables.js'

/** A domain as it stands in a sentence: `laboratory findings`. */
export const domainWords = (domain: DomainName): string => domains[domain].title.toLowerCase()

const windowWords = (window: TimeWindow): string => {
  if (typeof window === 'string') return window
  const [from, to] = 'around' in window ? [window.from, window.to] : window
  const anchor = 'around' in window ? `the day of ${window.around}` : 'the index date'
  const bounds =
    from === '~' && to === '~'
      ? 'at any time'
      : from === '~'
        ? `until ${to}`
        : to === '~'
          ? `from ${from}`
          : `from ${from} to ${to}`
  return `${bounds} around ${anchor}`
}

const measuredWords = (definition: MeasuredVariable): string => {
  const { from, where, window, unit, plausible, ofDay } = definition
  const field = valueField(definition)
  const pick = domains[from].single ? '' : `${pickOf(definition)} `
  const what =
    field !== null ? `${pick}${field}` : pickOf(definition) === 'count' ? 'number of rows' : 'whether there is a row'
  return [
    `${what}${unit === undefined ? '' : ` in ${unit}`} of ${domainWords(from)}`,
    ...(where === undefined ? [] : [`where ${fieldWords(where)}`]),
    ...(ofDay === undefined ? [] : [`of several results of a day the ${ofDay}`]),
    ...(window === undefined ? [] : [windowWords(window)]),
    ...(plausible === undefined ? [] : [`plausible from ${plausible[0]} to ${plausible[1]}`]),
  ].join(', ')
}

const madeFrom = (definition: VariableDefinition): string => {
  if (isMeasured(definition)) return measuredWords(definition)
  if ('when' in definition) return `whether ${conditionWords(definition.when)}`
  if ('firstKnown' in definition) return `the first known of ${definition.firstKnown.join(', ')}`
  if ('sum' in definition) return `the sum of ${definition.sum.join(', ')}`
  if ('daysBetween' in definition) return `days from ${definition.daysBetween.join(' to ')}`
  if ('cut' in definition) {
    const { cut, at, into, cutBelongs } = definition
    return `${cut} cut at ${at.join(', ')} into ${into.join(', ')} (a value at the cut belongs ${cutBelongs})`
  }
  const groups = Object.entries(definition.into).map(
    ([code, members]) => `${code} for ${members.map(String).join(', ')}`,
  )
  return `${definition.group} grouped into ${groups.join('; ')}`
}

/** How a variable is made, in words, and why it may look beyond the index date where it does. */
export const variableWords = (definition: VariableDefinition): string => {
  const reason = 'afterIndex' in definition ? definition.afterIndex?.reason : undefined
  return `${madeFrom(definition)}${reason === undefined ? '' : `. Looks beyond the index date, because: ${reason}`}`
}
