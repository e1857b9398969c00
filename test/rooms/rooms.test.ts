import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesOfRooms } from '../../setup/write-rooms.mjs'
import { checkout } from '../support/checkout.js'

interface Room {
  readonly room: string
  readonly holds: string
  readonly knows?: readonly string[]
  readonly types?: readonly string[]
  readonly packages?: readonly string[]
  readonly packagesOf?: Readonly<Record<string, readonly string[]>>
}

const read = (file: string): string => readFileSync(join(checkout, file), 'utf8')
const rooms = JSON.parse(read('setup/rooms.json')) as readonly Room[]
const names = rooms.map(({ room }) => room)

const known = ({ room, knows = [], types = [] }: Room): string => {
  if (room === 'cli') return 'everything'
  const parts = [knows.join(', '), types.length === 0 ? '' : `types of ${types.join(', ')}`]
  return parts.filter(part => part !== '').join('; ') || 'itself'
}

test('each folder of TypeScript is a room of the list, and each room of the list is a folder', () => {
  const folders = readdirSync(checkout, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !/^([.]|dist|out$|coverage$|node_modules$)/.test(entry.name))
    .map(({ name }) => name)
    .filter(name => readdirSync(join(checkout, name), { recursive: true }).some(path => String(path).endsWith('.ts')))
  expect(folders.sort()).toEqual([...names, 'studies', 'test'].sort())
})

test.each(rooms)('the table of ARCHITECTURE.md says what $room holds and knows', room => {
  expect(read('ARCHITECTURE.md').split('\n')).toContain(`| \`${room.room}/\` | ${room.holds} | ${known(room)} |`)
})

test('a room is known by those above it only', () => {
  const knows = new Map(rooms.map(({ room, knows: values = [] }) => [room, values]))
  const below = (room: string): readonly string[] => (knows.get(room) ?? []).flatMap(one => [one, ...below(one)])
  for (const name of names) expect(below(name), name).not.toContain(name)
})

test('TypeScript compiles every room, and no other folder', () => {
  const { include, exclude } = JSON.parse(read('tsconfig.json')) as { include: readonly string[]; exclude?: unknown }
  const folders = [...names, 'studies', 'test'].map(room => `${room}/**/*.ts`)
  expect(include.toSorted()).toEqual([...folders, 'worker.ts'].sort())
  expect(exclude).toBeUndefined()
})

test('what names each room is as the list says (npm run rooms writes it)', () => {
  const files = Object.entries(filesOfRooms())
  expect(files.length).toBe(3)
  for (const [file, text] of files) expect(text, file).toBe(read(file))
})

test('the image gets every room, and nothing is shut out of it that it copies', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (\w+) \1$/gm)].map(([, name]) => name)
  const letIn = [...read('.dockerignore').matchAll(/^!(\w+)\/$/gm)].map(([, name]) => name)
  expect(copied.sort()).toEqual([...names, 'setup'].sort())
  expect(letIn.sort()).toEqual([...names, 'setup'].sort())
})

test('every package that a room may use is one that the product depends on', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  const used = rooms.flatMap(({ packages = [], packagesOf = {} }) => [...packages, ...Object.values(packagesOf).flat()])
  expect([...new Set(used)].sort()).toEqual(Object.keys(dependencies).sort())
})
