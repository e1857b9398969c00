import { roomList } from '../checkout.mjs'
import { ambient } from './ambient.mjs'
import { documented } from './documented.mjs'
import { queries } from './queries.mjs'
import { reads } from './reads.mjs'
import { shadows } from './shadows.mjs'

const plugins = { house: { rules: { ambient, documented, queries, reads, shadows } } }

const filesOf = ({ room, files = [] }) => [`${room}/**/*.ts`, ...files]

// As in the import law: what begins so, in the room.
const startOf = (room, start) => `^${room}/(${start})`

/** No clock, no chance, no environment in any room but the rims, but for the names that the list lets some of its files use. */
const pure = roomList
  .filter(({ ambient: isRim }) => isRim !== true)
  .map(({ room, ambientOf = {} }) => {
    const allowed = Object.entries(ambientOf).map(([start, names]) => ({ start: startOf(room, start), names }))
    return { files: [`${room}/**/*.ts`], plugins, rules: { 'house/ambient': ['error', allowed] } }
  })

const hasDriver = names => names.some(name => name === 'pg' || name === 'kysely')

/** The database is asked where the driver may be imported, and nowhere else. */
const asking = roomList.map(({ room, files, packages = [], packagesOf = {} }) => {
  const folders = Object.entries(packagesOf).filter(([, names]) => hasDriver(names))
  const starts = hasDriver(packages) ? [''] : folders.map(([start]) => start)
  const rule = ['error', starts.map(start => startOf(room, start))]
  return { files: filesOf({ room, files }), plugins, rules: { 'house/queries': rule } }
})

/** Rooms of read models take nothing of `sql/` that writes. */
const reading = roomList
  .filter(room => room.reads === true)
  .map(room => ({ files: filesOf(room), plugins, rules: { 'house/reads': 'error' } }))

/** The house's own rules of the linter, made from the list of rooms. */
export const house = [
  ...pure,
  ...asking,
  ...reading,
  { files: roomList.flatMap(filesOf), plugins, rules: { 'house/documented': 'error' } },
  { files: ['**/*.{ts,js,mjs,cjs}'], plugins, rules: { 'house/shadows': 'error' } },
]
