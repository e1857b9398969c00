import { type TextRun, textRun } from '../../text-run.js'
import { inOrder, orderedTexts } from '../ordered-texts.js'
import { keptBytes, type KeyedDigest } from './keyed-hash.js'

/** The keys of a site's ids by their numbers. */
export interface KeysOfIds {
  readonly of: (number: number) => string
  /** Some numbers in the order of their keys. */
  readonly ordered: (numbers: Int32Array) => Int32Array
  /** What all keys begin with. */
  readonly beginning: string
  /** What stands behind it in the keys of some numbers. */
  readonly ends: (numbers: Int32Array) => TextRun
}

/** Keys that are the ids themselves behind one beginning. */
export const openKeys = (ids: readonly string[], beginning: string): KeysOfIds => {
  const textsAt = (numbers: Int32Array): readonly string[] => {
    const texts: string[] = []
    for (let at = 0; at < numbers.length; at += 1) texts.push(ids[numbers[at]!]!)
    return texts
  }
  return {
    of: number => beginning + ids[number]!,
    ordered: numbers => orderedTexts(textsAt(numbers)).map(at => numbers[at]!),
    beginning,
    ends: numbers => textRun(textsAt(numbers)),
  }
}

const wordsOfKey = keptBytes / Int32Array.BYTES_PER_ELEMENT

const lessBytes = (bytes: Uint8Array, one: number, other: number): boolean => {
  for (let byte = 0; byte < keptBytes; byte += 1) {
    const difference = bytes[one * keptBytes + byte]! - bytes[other * keptBytes + byte]!
    if (difference !== 0) return difference < 0
  }
  return false
}

/** Keys that are keyed hashes. Each is made when it is first asked for, and kept as its bytes: a text for each of a million is made twice as slowly. */
export const hashedKeys = (ids: readonly string[], hash: KeyedDigest): KeysOfIds => {
  const words = new Int32Array(ids.length * wordsOfKey)
  const bytes = Buffer.from(words.buffer)
  const made = new Uint8Array(ids.length)
  const make = (number: number): void => {
    if (made[number] === 1) return
    hash(ids[number]!, bytes, number * keptBytes)
    made[number] = 1
  }
  return {
    of: number => {
      make(number)
      return bytes.toString('hex', number * keptBytes, (number + 1) * keptBytes)
    },
    ordered: numbers => {
      const first = new Uint32Array(numbers.length)
      for (let at = 0; at < numbers.length; at += 1) {
        make(numbers[at]!)
        first[at] = bytes.readUInt32BE(numbers[at]! * keptBytes)
      }
      return inOrder(first, null, (one, other) => lessBytes(bytes, numbers[one]!, numbers[other]!)).map(
        at => numbers[at]!,
      )
    },
    beginning: '',
    ends: numbers => {
      const own = new Int32Array(numbers.length * wordsOfKey)
      for (let at = 0; at < numbers.length; at += 1) {
        make(numbers[at]!)
        const from = numbers[at]! * wordsOfKey
        for (let word = 0; word < wordsOfKey; word += 1) own[at * wordsOfKey + word] = words[from + word]!
      }
      return {
        joined: Buffer.from(own.buffer).toString('hex'),
        lengths: new Int32Array(numbers.length).fill(2 * keptBytes),
      }
    },
  }
}
