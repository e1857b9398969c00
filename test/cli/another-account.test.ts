import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { checkout, folderOf, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product
let report: string

const lung = join(checkout, 'studies', 'ncctg-lung')
const state = join(checkout, '.cohortium')

beforeAll(async () => {
  product = await setUpProduct()
  report = folderOf(product.out, 'ncctg-lung', await product.run(['run', lung, '--out', product.out]))
})

afterAll(() => product.close())

const below = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true }).flatMap(entry =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )

/** All that an installation keeps for itself: its key, its places, the servers' stores and secrets, and the reports. */
const secrets = (): readonly string[] => [
  join(state, 'seal.key'),
  ...below(join(state, 'places')),
  ...below(join(state, 'test', 'temporal')),
  ...below(report),
]

const nobody = 65_534

// What another account could do with Node alone: read each file, and speak with the server as anyone would.
const attempt = `
const { readFileSync } = require('node:fs')
const { connect } = require('node:tls')
const [port, ...files] = process.argv.slice(1)
const read = files.filter(file => { try { readFileSync(file); return true } catch { return false } })
const socket = connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false, ALPNProtocols: ['h2'] })
const end = served => { console.log(JSON.stringify({ read, served })); process.exit() }
socket.on('secureConnect', () => socket.write('PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'))
socket.on('data', () => end(true))
socket.on('error', () => end(false))
socket.on('close', () => end(false))
`

test('K1, M1: another account of the machine reads nothing of an installation, and its server does not answer', () => {
  const files = secrets()
  expect(files.length).toBeGreaterThan(20)
  // The bits forbid it to any account; as root the attempt itself is made under another one.
  expect(files.filter(file => (statSync(file).mode & 0o077) !== 0)).toEqual([])
  if (process.getuid?.() !== 0) return
  const port = inject('temporalAddress').split(':')[1] ?? ''
  const told = execFileSync(process.execPath, ['-e', attempt, port, ...files], {
    uid: nobody,
    gid: nobody,
    cwd: '/',
    encoding: 'utf8',
  })
  expect(JSON.parse(told)).toEqual({ read: [], served: false })
})
