import { type MonthLanguage, monthLanguages } from '../../protocol/language/mapping/date-formats.js'

// January to December; further names of a month after a stroke.
const names: Readonly<Record<MonthLanguage, string>> = {
  en: 'january february march april may june july august september october november december',
  de: 'januar/jänner februar/feber märz/mrz april mai juni/juno juli/julei august september oktober november dezember',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre',
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  nl: 'januari februari maart/mrt april mei juni juli augustus september oktober november december',
  sv: 'januari februari mars april maj juni juli augusti september oktober november december',
  da: 'januar februar marts april maj juni juli august september oktober november december',
  nb: 'januar februar mars april mai juni juli august september oktober november desember',
  pl: `styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca sierpień/sierpnia
    wrzesień/września październik/października listopad/listopada grudzień/grudnia`,
  ro: 'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie',
  ru: `январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля август/августа
    сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря`,
  tr: 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
  hu: 'január február március április május június július augusztus szeptember október november december',
  cs: `leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna
    září říjen/října listopad/listopadu prosinec/prosince`,
  hr: `siječanj/siječnja veljača/veljače ožujak/ožujka travanj/travnja svibanj/svibnja lipanj/lipnja srpanj/srpnja
    kolovoz/kolovoza rujan/rujna listopad/listopada studeni/studenoga prosinac/prosinca`,
  fi: `tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta
    kesäkuu/kesäkuuta heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta
    joulukuu/joulukuuta`,
}

const folded = (name: string): string =>
  name.toLowerCase().replaceAll('ı', 'i').replaceAll('ł', 'l').normalize('NFD').replaceAll(/\p{M}/gu, '')

// Of Finnish names three letters are too few: `mar` begins marraskuu, November.
const shortest = (language: MonthLanguage): number => (language === 'fi' ? 4 : 3)

/** The names of the twelve months in a language, each with its other forms. */
export const namesOf = (language: MonthLanguage): readonly (readonly string[])[] =>
  names[language].split(/\s+/).map(month => month.split('/'))

/** Beginnings of names to the months that they begin; a whole name is its own month alone. */
const beginningsOf = (languages: readonly MonthLanguage[]): ReadonlyMap<string, ReadonlySet<number>> => {
  const [wholes, parts] = [new Map<string, Set<number>>(), new Map<string, Set<number>>()]
  const put = (to: Map<string, Set<number>>, word: string, month: number): void => {
    to.set(word, (to.get(word) ?? new Set()).add(month))
  }
  for (const language of languages)
    namesOf(language).forEach((written, index) => {
      for (const name of written.map(folded)) {
        put(wholes, name, index + 1)
        for (let length = shortest(language); length < name.length; length += 1)
          put(parts, name.slice(0, length), index + 1)
      }
    })
  return new Map([...parts, ...wholes])
}

const ofAnyLanguage = beginningsOf(monthLanguages)
const ofOne = new Map(monthLanguages.map(language => [language, beginningsOf([language])]))

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** How a month's name may stand in a text: letters with a dot behind an abbreviation, or 三月 and 3月. */
export const monthPattern = `(?<name>[一二三四五六七八九十]{1,2}月|\\d{1,2}月|(?:(?!\\p{Script=Han})[\\p{L}\\p{M}]){3,14})\\.?\\s*`

/**
 * The month of a name or of three letters or more of it, whatever its capitals and accents; null for any other word, and for
 * one that is two months in the languages that are read. One language alone is read where it is stated.
 */
export const monthNamed = (name: string, language?: MonthLanguage): number | null => {
  const numbered = /^(.+)月$/.exec(name)?.[1]
  if (numbered !== undefined) {
    const month = /^\d+$/.test(numbered) ? Number(numbered) : numerals.indexOf(numbered) + 1
    return month >= 1 && month <= 12 ? month : null
  }
  const months = (language === undefined ? ofAnyLanguage : ofOne.get(language))?.get(folded(name))
  const [month] = months ?? []
  return months?.size === 1 && month !== undefined ? month : null
}

/** Whether a word is a month's name or the beginning of one in some language. */
export const isMonthWord = (word: string): boolean => ofAnyLanguage.has(folded(word))
