import { commonUnit } from '../../protocol/schema/unit-names.js'

const inBrackets = /[([（【［]([^()[\]（）【】［］]+)[)\]）】］]\s*$/u
const behind = /[_\s/,，:：]([^\s_,，:：]+)\s*$/u

// Words that are units and also end headers of other things.
const noUnit = new Set(['g', 'm', 'in', 's', '%'])

/** The unit that a header names, as it is written there: in brackets at its end, or as its last word; null where it names none. */
export const headerUnit = (header: string): string | null => {
  const bracketed = inBrackets.exec(header)?.[1]?.trim()
  if (bracketed !== undefined && commonUnit(bracketed) !== null) return bracketed
  const last = behind.exec(header)?.[1]
  return last !== undefined && !noUnit.has(last.toLowerCase()) && commonUnit(last) !== null ? last : null
}
