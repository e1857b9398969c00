import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from '../support/checkout.js'

const filesOf = (room: string): readonly (readonly [file: string, text: string])[] =>
  readdirSync(join(checkout, room), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => [`${room}/${path}`, readFileSync(join(checkout, room, path), 'utf8')])

const pure = ['analysis', 'cohort', 'harmonize', 'protocol', 'reports', 'sources', 'statistics']
const others = ['activities', 'cli', 'installation', 'provision', 'sql', 'workflows']

test('K3: rooms that see received texts tell nothing again: that is for what was told before and kept', () => {
  const telling = pure.flatMap(filesOf).filter(([, text]) => /\bretold\b/.test(text))
  expect(telling.map(([file]) => file)).toEqual([
    // Faults of the study's own files, which quote keys and places.
    'protocol/load/study-problems.ts',
    // Numbers as the study's own file of published ones has them.
    'reports/words/headline.ts',
  ])
})

test('K3: no room makes a told text by calling another one so', () => {
  const making = [...pure, ...others].flatMap(filesOf).filter(([, text]) => /\bas (readonly )?Told\b/.test(text))
  expect(making.map(([file]) => file)).toEqual([])
})
