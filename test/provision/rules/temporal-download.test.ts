import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tarOf } from '../../support/tar-of.js'
import { downloadTemporalCli } from '../../../provision/temporal-download.js'

let folder = ''
let server: Server
let answer: (request: IncomingMessage, response: ServerResponse) => void

const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const program = '#!/bin/sh\necho temporal version 1.0\n'
const archive = gzipSync(Buffer.concat([tarOf('LICENSE', 'a licence'), tarOf('temporal', program)]))

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-download-'))
  server = createServer((request, response) => {
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const tellWhere = (response: ServerResponse): void => {
  response.end(JSON.stringify({ archiveUrl: `${base()}/archive.tar.gz`, fileToExtract: 'temporal' }))
}

const download = (): Promise<void> =>
  downloadTemporalCli(join(folder, 'temporal'), { COHORTIUM_TEMPORAL_DOWNLOAD: base() }, () => undefined)

test('the program is taken out of the archive and can be run', async () => {
  answer = (request, response) => {
    if (request.url?.startsWith('/cli/default?') === true) tellWhere(response)
    else response.end(archive)
  }
  await download()
  expect(readFileSync(join(folder, 'temporal'), 'utf8')).toBe(program)
  expect(statSync(join(folder, 'temporal')).mode & 0o777).toBe(0o755)
})

test('a refusal is an error that names the host, and leaves no file', async () => {
  answer = (_, response) => {
    response.writeHead(403).end()
  }
  await expect(download()).rejects.toThrow(/127\.0\.0\.1:\d+ answered 403/)
  expect(readdirSync(folder)).toEqual([])
})

test('an archive that is cut short leaves no file', async () => {
  answer = (request, response) => {
    if (request.url?.startsWith('/cli/') === true) tellWhere(response)
    else {
      response.writeHead(200, { 'content-length': archive.length })
      response.write(archive.subarray(0, 40), () => response.destroy())
    }
  }
  await expect(download()).rejects.toThrow()
  expect(readdirSync(folder)).toEqual([])
})

test('an archive without the program is refused', async () => {
  answer = (request, response) => {
    if (request.url?.startsWith('/cli/') === true) tellWhere(response)
    else response.end(gzipSync(tarOf('other', 'x')))
  }
  await expect(download()).rejects.toThrow('no whole file temporal')
  expect(readdirSync(folder)).toEqual([])
})

test('a tar that was cut before it was compressed is refused, however whole the gzip is', async () => {
  answer = (request, response) => {
    if (request.url?.startsWith('/cli/') === true) tellWhere(response)
    else response.end(gzipSync(tarOf('temporal', program).subarray(0, 530)))
  }
  await expect(download()).rejects.toThrow('no whole file temporal')
  expect(readdirSync(folder)).toEqual([])
})

test('what is asked for is this machine’s program, as Temporal’s own SDK asks', async () => {
  let asked = ''
  answer = (request, response) => {
    if (request.url?.startsWith('/cli/') === true) {
      asked = request.url
      tellWhere(response)
    } else response.end(archive)
  }
  const told: string[] = []
  await downloadTemporalCli(join(folder, 'temporal'), { COHORTIUM_TEMPORAL_DOWNLOAD: base() }, line => told.push(line))
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  expect(asked).toBe(
    `/cli/default?arch=${arch}&platform=${process.platform}&format=tar.gz&sdk-name=sdk-typescript&sdk-version=1.24.0`,
  )
  expect(told).toEqual(['Downloading the Temporal CLI, once'])
})

test('a download that was switched off asks nobody', async () => {
  const off = downloadTemporalCli(join(folder, 'temporal'), { COHORTIUM_TEMPORAL_DOWNLOAD: 'off' }, () => undefined)
  await expect(off).rejects.toThrow(new Error('switched off by COHORTIUM_TEMPORAL_DOWNLOAD'))
})

test('a host that is not there is named with the reason', async () => {
  const nowhere = { COHORTIUM_TEMPORAL_DOWNLOAD: 'http://127.0.0.1:1' }
  await expect(downloadTemporalCli(join(folder, 'temporal'), nowhere, () => undefined)).rejects.toThrow(
    /^127\.0\.0\.1:1 cannot be reached \S.*$/,
  )
})
