import type { LungSubject } from './read-lung.js'

const utf16 = (rows: readonly (readonly string[])[]): Uint8Array =>
  Buffer.from(`\uFEFF${rows.map(row => `${row.join(';')}\r\n`).join('')}`, 'utf16le')

const measured = (subject: LungSubject): readonly (readonly [string, number | null, string])[] => [
  ['ECOG', subject.ecog, ''],
  ['Karnofsky by physician', subject.karnofsky, ''],
  ['Karnofsky by patient', subject.karnofskyByPatient, ''],
  ['Calories at meals', subject.calories, 'kcal'],
  ['Weight loss in 6 months', subject.weightLoss, 'pounds'],
]

/**
 * The second site's exports: a register, and a long file with a row a measurement at day 0; UTF-16, semicolons, CRLF.
 */
export const buildLong = (subjects: readonly LungSubject[]): { register: Uint8Array; measurements: Uint8Array } => ({
  register: utf16([
    ['Subject', 'Institution', 'Sex', 'Age at enrolment', 'Days observed', 'Outcome'],
    ...subjects.map(subject => [
      subject.id,
      String(subject.institution ?? ''),
      subject.sex === 'male' ? 'M' : 'F',
      String(subject.age ?? ''),
      String(subject.time),
      subject.died ? 'died' : 'alive',
    ]),
  ]),
  measurements: utf16([
    ['Subject', 'Day', 'Item', 'Value', 'Unit'],
    ...subjects.flatMap(subject =>
      measured(subject).map(([item, value, unit]) => [
        subject.id,
        '0',
        item,
        value === null ? 'not recorded' : String(value),
        unit,
      ]),
    ),
  ]),
})
