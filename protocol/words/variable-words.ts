import { conditionWords, fieldWords } from './condition-words.js'
import { domains } from '../schema/domains.js'
import { isMeasured, pickOf, valueField } from '../facts/variable-facts.js'
import type { VariableDefinition, Window } from '../language/variables.js'

/** A window in words. */
export const windowWords = (window: Window): string => {
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

/** How a variable is made, in words. */
export const variableWords = (definition: VariableDefinition): string => {
  if (isMeasured(definition)) {
    const { from, where, window, unit, afterIndex } = definition
    const field = valueField(definition)
    const of = domains[from].title.toLowerCase()
    const pick = domains[from].single ? '' : `${pickOf(definition)} `
    const what =
      field !== null ? `${pick}${field}` : pickOf(definition) === 'count' ? 'number of rows' : 'whether there is a row'
    return [
      `${what}${unit === undefined ? '' : ` in ${unit}`} of ${of}`,
      where === undefined ? '' : `where ${fieldWords(where)}`,
      window === undefined ? '' : windowWords(window),
      afterIndex === undefined ? '' : `(after the index date: ${afterIndex.reason})`,
    ]
      .filter(part => part !== '')
      .join(', ')
  }
  if ('when' in definition) return `whether ${conditionWords(definition.when)}`
  if ('firstKnown' in definition) return `the first known of ${definition.firstKnown.join(', ')}`
  if ('sum' in definition) return `the sum of ${definition.sum.join(', ')}`
  if ('daysBetween' in definition) return `days from ${definition.daysBetween.join(' to ')}`
  const groups = Object.entries(definition.into).map(
    ([code, members]) => `${code} for ${members.map(String).join(', ')}`,
  )
  return `${definition.group} grouped into ${groups.join('; ')}`
}
