import { expect, test } from 'vitest'
import { placeLines } from '../../../cli/place-lines.js'

const lung = {
  reference: '0123456789abcdef0123456789abcdef',
  study: 'lung',
  studyFolder: '/studies/lung',
  exportsFolder: null,
  outFolder: '/out',
  registeredBy: 'anna',
  registeredAt: '2024-04-01T08:00:00.000Z',
}

test('registered folders are named by whose they are, and where files come from and go', () => {
  expect(placeLines([lung, { ...lung, exportsFolder: '/data/exports' }], () => true)).toEqual([
    'lung  01234567  by anna, 2024-04-01',
    '  study    /studies/lung',
    "  exports  the study's own",
    '  reports  /out',
    'lung  01234567  by anna, 2024-04-01',
    '  study    /studies/lung',
    '  exports  /data/exports',
    '  reports  /out',
  ])
})

test('F8: folders that are not there any more are named, with what to do', () => {
  const moved = { ...lung, exportsFolder: '/data/exports' }
  expect(placeLines([moved], path => path === '/data/exports')).toEqual([
    'lung  01234567  by anna, 2024-04-01',
    '  study    /studies/lung  NOT THERE',
    '  exports  /data/exports',
    '  reports  /out',
    '  what to do  cohortium studies add FOLDER from its new place, cohortium studies remove 01234567 for this one; where it has nights, cohortium schedule set FOLDER',
  ])
  expect(placeLines([moved], path => path === '/studies/lung/study.yaml').slice(1)).toEqual([
    '  study    /studies/lung',
    '  exports  /data/exports  NOT THERE',
    '  reports  /out',
  ])
})

test('where nothing is registered yet, what registers is named', () => {
  expect(placeLines([], () => true)).toEqual([
    "no study is registered yet: 'cohortium run STUDY' and 'cohortium schedule set STUDY' do it, or 'cohortium studies add STUDY'",
  ])
})
