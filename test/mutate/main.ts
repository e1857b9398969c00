import { availableParallelism } from 'node:os'
import { drawMutants, type Mutant, roomsNamed } from './draw.js'
import { type Suite, suitesByRoom } from './suites.js'
import { changeOf, tally, tallyLines, type Tried } from './tally.js'
import { typeChecker } from './type-check.js'
import { openWorkshop, type Workshop } from './workshop.js'

const wholeNumber = (text: string | undefined, otherwise: number): number => {
  const number = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error('usage: npm run mutate -- N SEED [ROOM...]')
  return number
}

/** Suites that were asked, and those among them that were seen to pass: what fails without a change notices nothing. */
const asked = new Set<Suite>()
const seenToPass = new Set<Suite>()

const tryOne = async (workshop: Workshop, mutant: Mutant): Promise<Tried['end']> => {
  try {
    for (const suite of suitesByRoom[mutant.room]) {
      await workshop.apply(mutant, suite.built)
      asked.add(suite)
      if ((await workshop.run(suite, mutant)) !== 'passed') return 'noticed'
      seenToPass.add(suite)
    }
    return 'survived'
  } finally {
    workshop.restore(mutant)
  }
}

const checkUnchanged = async (): Promise<void> => {
  const workshop = openWorkshop('unchanged')
  try {
    for (const suite of [...asked].filter(one => !seenToPass.has(one))) {
      if ((await workshop.run(suite, null)) === 'passed') continue
      const what = suite.tests === 'related' ? 'the pure tests' : suite.tests.join(', ')
      throw new Error(`${what} fail without any change, so the shares below would say nothing`)
    }
  } finally {
    workshop.close()
  }
}

const [countText, seedText, ...names] = process.argv.slice(2)
const count = wholeNumber(countText, 48)
const seed = wholeNumber(seedText, 1)
const rooms = roomsNamed(names)
console.log(`Drawing ${count} changes with seed ${seed} over ${rooms.join(', ')}`)
const isSound = typeChecker()
const mutants = drawMutants(rooms, count, seed, ({ file, whole }) => isSound(file, whole))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const tried: Tried[] = []
const waiting = mutants.values()

const tryInTurn = async (name: string): Promise<void> => {
  const workshop = openWorkshop(name)
  try {
    for (const mutant of waiting) {
      const end = await tryOne(workshop, mutant)
      tried.push({ mutant, end })
      console.log(
        `${tried.length}/${mutants.length} ${end.padEnd(8)} ${mutant.file}:${mutant.line} ${changeOf(mutant)}`,
      )
    }
  } finally {
    workshop.close()
  }
}

// Half of a trial is waiting: for a server that starts, a compiler that reads, a run that sleeps.
const sideBySide = Math.min(availableParallelism(), 4)
await Promise.all(Array.from({ length: sideBySide }, (_, index) => tryInTurn(String(index + 1))))
await checkUnchanged()
const shares = tally(tried)
console.log(['', ...tallyLines(shares)].join('\n'))
process.exitCode = shares.every(({ isEnough }) => isEnough) ? 0 : 1
