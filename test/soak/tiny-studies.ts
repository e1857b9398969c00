import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../support/checkout.js'

/** A study of a few invented subjects: its nights last about a second. */
export interface TinyStudy {
  readonly study: string
  readonly folder: string
}

const operations = (study: string): string => `mail:
  - { to: ${study}@example.org, sees: subjects }
keeper: { mail: [keeper@example.org] }
`

/** Makes copies of the documentation's study under ids of their own, with a recipient and a keeper each. */
export const tinyStudies = (folder: string, count: number): readonly TinyStudy[] =>
  Array.from({ length: count }, (_, index) => {
    const study = `soak-${String(index + 1)}`
    const own = join(folder, study)
    mkdirSync(folder, { recursive: true })
    cpSync(join(checkout, 'docs', 'examples', 'one-wide-file'), own, { recursive: true })
    const file = join(own, 'study.yaml')
    const text = readFileSync(file, 'utf8').replace(/^study: .*$/m, `study: ${study}`)
    writeFileSync(file, `${text}\nsettle: { byHand: 0 s, night: 0 s }\n`)
    writeFileSync(join(own, 'operations.yaml'), operations(study))
    return { study, folder: own }
  })
