import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import ts from 'typescript'
import { checkout } from '../support/checkout.js'
import { mutated, type Mutation, mutationsOf } from './operators.js'
import { leastByRoom, type Room } from './suites.js'

/** One change to the product: which file of which room, and the file's text with the change. */
export interface Mutant extends Mutation {
  readonly room: Room
  readonly file: string
  readonly line: number
  readonly before: string
  readonly whole: string
}

const filesOf = (room: Room): readonly string[] =>
  readdirSync(join(checkout, room), { recursive: true, encoding: 'utf8' })
    // A migration is frozen: it has run already wherever it counts.
    .filter(name => name.endsWith('.ts') && !name.includes('migrations'))
    .map(name => join(room, name))
    .sort()

const mutantsOf = (room: Room, file: string): readonly Mutant[] => {
  const text = readFileSync(join(checkout, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
  return mutationsOf(source).map(mutation => ({
    ...mutation,
    room,
    file,
    line: source.getLineAndCharacterOfPosition(mutation.start).line + 1,
    before: text.slice(mutation.start, mutation.end),
    whole: mutated(text, mutation),
  }))
}

/** An endless draw of a room's changes without repeats, in an order that the seed decides. */
const shuffled = function* (room: Room, seed: number): Generator<Mutant> {
  const generator = xoroshiro128plus(seed)
  const left = filesOf(room).flatMap(file => mutantsOf(room, file))
  while (left.length > 0) {
    const [taken] = left.splice(uniformInt(generator, 0, left.length - 1), 1)
    if (taken !== undefined) yield taken
  }
}

/** All rooms, or those named. */
export const roomsNamed = (names: readonly string[]): readonly Room[] => {
  const rooms = Object.keys(leastByRoom) as Room[]
  const unknown = names.filter(name => !rooms.some(room => room === name))
  if (unknown.length > 0) throw new Error(`no room ${unknown.join(', ')}; the rooms are ${rooms.join(', ')}`)
  return names.length === 0 ? rooms : rooms.filter(room => names.includes(room))
}

/** Draws changes evenly over the rooms, each only if `isSound` (it type-checks), until there are as many as asked for. */
export const drawMutants = (
  rooms: readonly Room[],
  count: number,
  seed: number,
  isSound: (mutant: Mutant) => boolean,
): readonly Mutant[] => {
  const draws = rooms.map((room, index) => shuffled(room, seed + index))
  const drawn: Mutant[] = []
  const spent = new Set<number>()
  for (let turn = 0; drawn.length < count && spent.size < draws.length; turn = (turn + 1) % draws.length) {
    let next = draws[turn]?.next()
    while (next?.done === false && !isSound(next.value)) next = draws[turn]?.next()
    if (next?.done === false) drawn.push(next.value)
    else spent.add(turn)
  }
  return drawn
}
