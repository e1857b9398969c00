import { type Told, told } from '../words/told.js'

const fullDisk = told`a disk that it writes to is full: make room there, then run again`
const forbidden = told`this account may not write there: give it leave, then run again`
const fewFiles = told`too many files are open at once: allow more by \`ulimit -n\`, then run again`

// What a person can mend, by the codes of the system and of Postgres.
const words: ReadonlyMap<string, Told> = new Map([
  ['ENOSPC', fullDisk],
  ['EDQUOT', told`the room that this account may take on a disk is used up: make room there, then run again`],
  ['EFBIG', told`a file would be larger than this account may write: raise \`ulimit -f\`, then run again`],
  ['53100', told`the disk of the database is full: make room there, then run again`],
  ['EACCES', forbidden],
  ['EPERM', forbidden],
  ['EROFS', told`a disk that it writes to can only be read: make it writable, then run again`],
  ['EMFILE', fewFiles],
  ['ENFILE', fewFiles],
  [
    'ENOMEM',
    told`the machine had no memory left for it: end what else takes memory here, or give the worker more, then run again`,
  ],
  [
    'ERR_WORKER_OUT_OF_MEMORY',
    told`a thread of it took more memory than its process may: divide the study's largest export among several sites`,
  ],
  ['EAGAIN', told`the machine lets no more processes start: end some, then run again`],
])

/** What a fault's code means and what mends it, in words; null of a code that says nothing to whoever runs a study. */
export const faultWords = (code: string): Told | null => words.get(code) ?? null
