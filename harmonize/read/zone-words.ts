import { type Told, told, toldLiteral, toldNumber } from '../../words/told.js'

// Of any other letters nobody knows whether they are a zone: KURT behind a time is a person.
const zones = [
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
  const [, before = '', sign, hours, minutes] = /^(UTC|GMT)?([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? []
  if (hours === undefined || minutes === undefined)
    return zones.includes(zone) ? toldLiteral(zone, zones) : told`an unknown one`
  const name = before === '' ? told`` : toldLiteral(before, zones)
  return told`${name}${sign === '+' ? '+' : '-'}${toldNumber(hours)}:${toldNumber(minutes)}`
}
