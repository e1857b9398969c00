import { plainText } from '../../read/plain-text.js'
import { withoutUnseen } from '../masks/unseen-signs.js'

// Programs put these around digits so that a spreadsheet leaves the zeros.
const wrapped = /^(?:="([^"]*)"|['’‘`´]+(.+))$/s

// Cyrillic and Greek capitals that look like Latin ones, and the sign of multiplication that stands for the check digit X.
const lookAlikes = 'АВЕКМНОРСТУХІЈЅԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ×'
const latin = 'ABEKMHOPCTYXIJSQWABEZHIKMNOPTYXX'
const alike = new Map(Array.from(lookAlikes, (sign, index) => [sign, latin.charAt(index)]))

// Of a text of such signs alone there is nothing to be made alike.
const plainWriting = /^[\w./-]*$/
const plainFolded = /^[\dA-Z_./-]*$/

/** A received id in the writing that tells ids apart by eye: without what no eye sees, without wrappers, with one kind of dash and space. */
export const idWriting = (received: string): string => {
  if (plainWriting.test(received)) return received
  const plain = plainText(withoutUnseen(received)).replaceAll(/\p{Pd}/gu, '-')
  const [, formula, quoted] = wrapped.exec(plain) ?? []
  return (formula ?? quoted ?? plain).trim()
}

/** What is hashed of an id's writing: capitals, spaces inside and letters of other scripts that look alike do not tell ids apart. */
export const foldedId = (writing: string): string =>
  plainFolded.test(writing)
    ? writing
    : writing
        .toUpperCase()
        .replaceAll(/\s+/g, '')
        .replaceAll(/[\u0391-\u03A9\u0405-\u042F\u051A\u051C×]/g, sign => alike.get(sign) ?? sign)

// A number, a letter or two before it perhaps, without zeros or signs that could be left out.
const bareSkeleton = /^[A-Z]{0,3}[1-9]\d*$/

/** What is left of an id without leading zeros and separators: two ids that share it are probably one that was written in two ways. */
export const idSkeleton = (id: string): string =>
  bareSkeleton.test(id)
    ? id
    : id
        .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
        .replaceAll(/(?<!\d)0+(?=\d)/g, '')
        .replaceAll(/(?<!\d)-|-(?!\d)/g, '')
