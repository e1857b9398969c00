import type { VariableDefinition, Window } from '../../protocol/language/variables.js'
import { conditionWords, fieldConditionWords } from './condition-words.js'

/** How a variable is derived, in words. */
export const variableWords = (variable: VariableDefinition): string => {
  if ('firstKnown' in variable) return `the first known of ${variable.firstKnown.join(', ')}`
  if ('sum' in variable) return `the sum of ${variable.sum.join(', ')}`
  if ('daysBetween' in variable) return `days from ${variable.daysBetween[0]} to ${variable.daysBetween[1]}`
  if ('group' in variable) {
    return `${variable.group} grouped: ${Object.entries(variable.into)
      .map(([code, from]) => `${code} from ${from.map(String).join(', ')}`)
      .join('; ')}`
  }
  if ('when' in variable) return `true when ${conditionWords(variable.when)}`
  return [
    `${variable.pick ?? 'the'} ${variable.value ?? 'row'} of ${variable.from}`,
    ...(variable.where === undefined ? [] : [`where ${fieldConditionWords(variable.where)}`]),
    ...(variable.unit === undefined ? [] : [`in ${variable.unit}`]),
    ...(variable.window === undefined ? [] : [windowWords(variable.window)]),
    ...(variable.plausible === undefined ? [] : [`plausible ${variable.plausible[0]} to ${variable.plausible[1]}`]),
  ].join(', ')
}

/** The reason why a variable may look beyond the index date, or null. */
export const afterIndexReason = (variable: VariableDefinition): string | null =>
  'afterIndex' in variable && variable.afterIndex !== undefined ? variable.afterIndex.reason : null

const windowWords = (window: Window): string => {
  if (typeof window === 'string') return window
  const bound = (offset: string): string => (offset === '~' ? 'any time' : offset)
  return 'around' in window
    ? `from ${bound(window.from)} to ${bound(window.to)} around ${window.around}`
    : `from ${bound(window[0])} to ${bound(window[1])} around the index date`
}
