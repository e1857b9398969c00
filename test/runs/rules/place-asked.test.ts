import { expect, test } from 'vitest'
import { type FileOfRun, filesMeant, nameOfFile, placeTyped } from '../../../runs/place-asked.js'

test.each([
  ['labs.csv:12', { file: 'labs.csv', row: 12 }],
  ['a:b.csv:3', { file: 'a:b.csv', row: 3 }],
  ['north/labs.2:7', { file: 'north/labs.2', row: 7 }],
  ['检验.xlsx#随访:40', { file: '检验.xlsx#随访', row: 40 }],
  ['north-0007', null],
  ['labs.csv:0', null],
  ['labs.csv:x', null],
  [':12', null],
])('%s is %j', (text, place) => {
  expect(placeTyped(text)).toEqual(place)
})

const file = (site: string, id: string, name: string, sheets: readonly string[]): FileOfRun => ({
  site,
  batchId: site,
  receipt: {
    ...{ export_id: 'e', study: 's', site, file_id: id, bytes: 1, received_at: '2024-04-01T00:00:00Z', rows: 3 },
    ...{
      file_name: name,
      encoding: 'utf-8',
      sheets: [...sheets],
      notes: [],
      received_on: null,
      fates: null,
      blank_rows: 0,
      headers: null,
    },
  },
})

const files = [
  file('north', 'labs', 'labs.csv', ['-']),
  file('south', 'labs', 'labor.xlsx', ['Werte']),
  file('south', 'people', 'labor.xlsx', ['Personen']),
]

test.each([
  ['labs.csv', ['north/labs']],
  ['labs', ['north/labs', 'south/labs']],
  ['south/labs', ['south/labs']],
  ['labor.xlsx', ['south/labs', 'south/people']],
  ['labor.xlsx#Personen', ['south/people']],
  ['south/labor.xlsx#Werte', ['south/labs']],
  ['nothing.csv', []],
])('%s means %j', (typed, meant) => {
  expect(filesMeant(typed, files).map(nameOfFile)).toEqual(meant)
})

const dated = [
  file('north', 'people', 'patients_*.csv, of 2024-06-30', ['-']),
  file('north', 'labs', 'labs (*).xlsx, part 2, of 2024-01-31', ['Werte']),
  file('south', 'people', 'patients_*.csv, of 2024-05-31', ['-']),
]

test.each([
  ['patients_2024-06-30.csv', ['north/people']],
  ['patients_310524.csv', ['south/people']],
  ['patients_2024年5月31日.csv', ['south/people']],
  ['patients_2024年5月30日.csv', []],
  ['north/patients_20240630.csv', ['north/people']],
  ['south/patients_20240630.csv', []],
  ['labs (31.01.2024).xlsx#Werte', ['north/labs']],
  ['labs 31.01.2024.xlsx', []],
  ['patients_2023-06-30.csv', []],
  ['other_2024-06-30.csv', []],
])('%s, as a file is called in its folder, means %j', (typed, meant) => {
  expect(filesMeant(typed, dated).map(nameOfFile)).toEqual(meant)
})
