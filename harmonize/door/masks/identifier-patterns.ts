// Resident ids of 18 and of 15 digits, and mobile numbers with or without their country's code and separators.
const residentId = /(?<!\d)\d{17}[\dX](?!\d)/g
// With blanks or dashes in it, wherever they stand, but with a province (GB/T 2260) and a day of birth where they have to be,
// so that days that stand one after another are none.
const residentApart =
  /(?<!\d)(?!\d{1,2}[- ]\d{1,2}[- ]\d{4}(?!\d))(?:1[- ]?[1-5]|2[- ]?[1-3]|3[- ]?[1-7]|4[- ]?[1-6]|5[- ]?[0-4]|6[- ]?[1-5]|7[- ]?1|8[- ]?[1-3])(?:[- ]?\d){4}[- ]?(?:1[- ]?[89]|2[- ]?0)(?:[- ]?\d){2}[- ]?(?:0[- ]?[1-9]|1[- ]?[0-2])[- ]?(?:0[- ]?[1-9]|[12][- ]?\d|3[- ]?[01])(?:[- ]?\d){3}[- ]?[\dX](?!\d)/g
const resident15 = /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g
const mobile = /(?<!\d)(?:(?:\+|00)?86[- ]?|0)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g
// A full stop of Chinese writing is often typed for a dot.
const mail = /(?<![A-Z0-9._%+。-])[A-Z0-9._%+。-]{1,64}@[A-Z0-9-]{1,63}(?:[.。][A-Z0-9-]{1,63}){1,4}/g
// A passport of China.
const passport = /(?<![\p{L}\d])(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7})(?![\p{L}\d])/gu

// Numbers of a line with its area, and with the code of a country.
const landline = /(?<![\d-])\(?0\d{2,4}\)?[- /]\s?\d{3,8}(?:[- ]\d{2,4}){0,3}(?![\d-])/g
const abroad = /(?<!\d)(?:\+|00)\d{1,3}(?:[ ./-]?\(?\d{1,5}\)?){2,6}(?!\d)/g
// A number behind the word for what it is.
const named =
  /(?:住院号|病案号|病历号|门诊号|登记号|床号|身份证号?码?|社保号|医保号|电话|手机|联系方式|MRN|MEDICAL RECORD|RECORD|PATIENT|HOSPITAL|CASE|CHART|PASSPORT|SSN|TEL|TELEFON|PHONE|MOBILE|MOBIL|HANDY|FAX|TÉL)(?: ?(?:NO|NR|NUMBER|NUMMER|NUM|ID)\b)?[.:#№ ]{0,4}([A-Z]{0,3}\d[\d /-]{2,18}\d)/g

// Chinese addresses: a road, village or quarter with a number; those of Europe and America: a street with a number.
const addressHan =
  /\p{Script=Han}{1,12}(?:路|街|道|巷|弄|村|镇|乡|里|庄|小区)\p{Script=Han}{0,8}\d{1,5}(?:-\d{1,4}){0,3}(?:号|弄|室|栋|幢|座|单元|组|楼)(?:[\d-]{1,8}(?:号|弄|室|栋|幢|座|单元|组|楼)?){0,3}/gu
const streetEnglish =
  /(?<!\d)\d{1,5}[A-Z]? (?:[\p{L}'.-]{1,20} ){1,3}(?:STREET|ST|ROAD|RD|LANE|LN|AVENUE|AVE|DRIVE|DR|COURT|CT|SQUARE|SQ|CLOSE|TERRACE|WAY|BOULEVARD|BLVD)(?![\p{L}])\.?/gu
const streetGerman =
  /\p{L}{2,20}(?:STRASSE|STRAßE|STR\.|GASSE|WEG|PLATZ|ALLEE|RING|STRAAT|LAAN|GATAN|VEJ) ?\d{1,4} ?[A-Z]?(?!\p{L})/gu
const streetRomance =
  /(?<!\p{L})(?:RUE|AVENUE|VIA|VIALE|PIAZZA|CALLE|AVENIDA|RUA|UL\.|ULICA|УЛ\.|УЛИЦА) (?:[\p{L}'.-]{1,20},? ){0,3}[\p{L}'.-]{1,20},? ?\d{1,4}/gu

const digits = /\d/

/** From where to where an identifier stands in a text. */
export interface Span {
  readonly start: number
  readonly end: number
}

// Of these, what no value and no range of values looks like.
const longLandline = /(?<![\d-])\(?0\d{2,3}\)?[- ]\d{7,8}(?![\d-])/g
const longAbroad = /(?<!\d)\+\d{1,3}[ .-]\(?\d{2,4}\)?[ .-]\d{3,8}(?:[ .-]?\d{2,4}){0,2}(?!\d)/g

const numbers = [residentId, residentApart, resident15, mobile, longLandline, longAbroad]
const texts = [passport, landline, abroad, named, addressHan, streetEnglish, streetGerman, streetRomance]

/**
 * Where a text, in capitals, holds what is an identifier by its form: resident ids, numbers of telephones, addresses of
 * mail and of streets; in a measuring column what no measured value looks like.
 */
export const patternSpans = (text: string, measuring: boolean): readonly Span[] => {
  const [hasDigits, hasMail] = [digits.test(text), text.includes('@')]
  const patterns = [
    ...(hasDigits && text.length >= 8 ? numbers : []),
    ...(hasMail ? [mail] : []),
    ...(hasDigits && !measuring && text.length >= 6 ? texts : []),
  ]
  return patterns.flatMap(pattern =>
    // Of a number behind a word the number alone, which ends the match.
    [...text.matchAll(pattern)].map(({ index, 0: found, 1: number = found }) => ({
      start: index + found.length - number.length,
      end: index + found.length,
    })),
  )
}
