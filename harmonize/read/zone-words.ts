import { type Told, told, toldLiteral, toldNumber } from '../../words/told.js'

/** Letters that stand for time zones; of any others nobody knows whether they do: KURT behind a time is a person. */
export const zoneNames = [
  ...['Z', 'UTC', 'GMT', 'WET', 'WEST', 'BST', 'CET', 'CEST', 'EET', 'EEST', 'MSK', 'IST', 'CST', 'HKT', 'SGT', 'JST'],
  ...[
    'KST',
    'AEST',
    'AEDT',
    'ACST',
    'AWST',
    'NZST',
    'NZDT',
    'BRT',
    'ART',
    'CDT',
    'EST',
    'EDT',
    'MST',
    'MDT',
    'PST',
    'PDT',
  ],
  ...['AKST', 'HST', 'AST', 'ADT', 'SAST', 'CAT', 'EAT', 'WAT', 'GST', 'PKT', 'ICT', 'WIB', 'PHT', 'MYT'],
]

/** A time zone behind a time as it may be shown: a common one by its letters, another by its distance, no other text. */
export const zoneInWords = (zone: string): Told => {
  const [, before = '', sign, hours, minutes = '00'] = /^(UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  if (hours === undefined) return zoneNames.includes(zone) ? toldLiteral(zone, zoneNames) : told`an unknown one`
  const name = before === '' ? told`` : toldLiteral(before, zoneNames)
  return told`${name}${sign === '+' ? '+' : '-'}${toldNumber(hours.padStart(2, '0'))}:${toldNumber(minutes)}`
}
