import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { seeded } from '../../support/seeded.js'

interface Lab {
  readonly unit: string
  readonly mean: number
  readonly deviation: number
}

/** The laboratory values of the invented subjects. */
export const labs: Readonly<Record<string, Lab>> = {
  albumin: { unit: 'g/L', mean: 38, deviation: 5 },
  alt: { unit: 'U/L', mean: 40, deviation: 12 },
  ast: { unit: 'U/L', mean: 45, deviation: 12 },
  bilirubin: { unit: 'umol/L', mean: 16, deviation: 4 },
  creatinine: { unit: 'umol/L', mean: 75, deviation: 12 },
  sodium: { unit: 'mmol/L', mean: 139, deviation: 3 },
  potassium: { unit: 'mmol/L', mean: 4.2, deviation: 0.4 },
  haemoglobin: { unit: 'g/L', mean: 125, deviation: 14 },
  platelets: { unit: '10^9/L', mean: 190, deviation: 50 },
  leucocytes: { unit: '10^9/L', mean: 6.5, deviation: 1.5 },
  afp: { unit: 'ng/mL', mean: 200, deviation: 60 },
  crp: { unit: 'mg/L', mean: 9, deviation: 2 },
}

/** Draws that a study is invented from. */
export interface Draws {
  readonly even: (from: number, to: number) => number
  readonly normal: (mean: number, deviation: number) => number
  readonly lab: (name: string) => string
}

/** Draws that are the same for the same seed. */
export const drawsOf = (seed: number): Draws => {
  const random = seeded(seed)
  const normal = (mean: number, deviation: number): number =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return {
    even: (from, to) => from + random() * (to - from),
    normal,
    lab: name => Math.max(0.2, normal(labs[name]?.mean ?? 0, labs[name]?.deviation ?? 0)).toFixed(1),
  }
}

/** The columns of a register of subjects, without laboratory values. */
export const registerColumns = ['id', 'age', 'sex', 'arm', 'start', 'kps', 'kpsday', 'months', 'dead'] as const

/** An invented subject: three in ten get the new care, and die a little later. */
export const registerRow = (id: number, draws: Draws): readonly (string | number)[] => {
  const treated = draws.even(0, 1) < 0.3
  const death = -(treated ? 18 : 14) * Math.log(1 - draws.even(0, 1))
  const censored = draws.even(3, 48)
  const age = Math.trunc(draws.normal(60, 9))
  const karnofsky = 60 + 10 * Math.floor(draws.even(0, 5))
  const sex = draws.even(0, 1) < 0.5 ? 'm' : 'f'
  const time = Math.min(death, censored).toFixed(2)
  return [id, age, sex, treated ? 1 : 0, 0, karnofsky, -3, time, death <= censored ? 1 : 0]
}

const chunkLength = 1 << 18

/** Writes lines into a file, as many at a time as the disk takes. */
export const writeLines = async (path: string, lines: Iterable<string>): Promise<void> => {
  const stream = createWriteStream(path)
  let waiting = ''
  const pass = async (): Promise<void> => {
    if (!stream.write(waiting)) await once(stream, 'drain')
    waiting = ''
  }
  for (const line of lines) {
    waiting += `${line}\n`
    if (waiting.length > chunkLength) await pass()
  }
  await pass()
  stream.end()
  await once(stream, 'close')
}
