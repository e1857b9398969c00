import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common'
import { expect, test } from 'vitest'
import { installationKey } from '../../installation/installation-key.js'
import { isNotOpened, notOpened } from '../../installation/not-opened.js'
import { sealedFailures } from '../../installation/sealed-converter.js'
import { sealingCodec } from '../../installation/sealing-codec.js'
import { createRequire } from 'node:module'
import type { FailureConverter } from '@temporalio/common'

const key = installationKey({ COHORTIUM_SEAL_KEY: 'a'.repeat(16) + 'b'.repeat(16) }, '/nowhere')
const other = installationKey({ COHORTIUM_SEAL_KEY: 'c'.repeat(32) }, '/nowhere')
const codec = sealingCodec(key)

const value = { runId: '20240401-020000-1b67', reason: '王小明 was corrected', none: null }
const plain = defaultPayloadConverter.toPayload(value)
const opened = (payload: Payload | undefined): unknown => defaultPayloadConverter.fromPayload(payload ?? {})

test('K1: what is sealed can be opened with the key, and reads as nothing without it', async () => {
  const [sealed] = await codec.encode([plain])
  expect(Object.keys(sealed?.metadata ?? {})).toEqual(['encoding'])
  expect(Buffer.from(sealed?.metadata?.['encoding'] ?? []).toString()).toBe('binary/sealed')
  for (const planted of ['20240401', '王小明', 'reason', 'json/plain'])
    expect(Buffer.from(sealed?.data ?? []).includes(planted)).toBe(false)
  expect(opened((await codec.decode([sealed ?? {}]))[0])).toEqual(value)
  expect(opened((await sealingCodec(other).decode([sealed ?? {}]))[0])).toEqual(notOpened)
})

test('equal values are sealed differently each time', async () => {
  const [[first], [second]] = await Promise.all([codec.encode([plain]), codec.encode([plain])])
  expect(Buffer.from(first?.data ?? []).equals(Buffer.from(second?.data ?? []))).toBe(false)
})

test('K1, K2: every changed, missing or added byte is noticed', async () => {
  const [sealed] = await codec.encode([plain])
  const bytes = Buffer.from(sealed?.data ?? [])
  const changed = Array.from(bytes, (_, at) =>
    Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))),
  )
  const cut = Array.from(bytes, (_, length) => bytes.subarray(0, length))
  for (const data of [...changed, ...cut, Buffer.concat([bytes, Buffer.from([0])])]) {
    const [back] = await codec.decode([{ ...sealed, data: new Uint8Array(data) }])
    expect(isNotOpened(opened(back))).toBe(true)
  }
})

test('K1, K2: a value that was never sealed is not opened, whatever it says of itself', async () => {
  const claimed = { ...plain, metadata: { encoding: Buffer.from('binary/sealed') } }
  for (const payload of [plain, claimed, {}, { metadata: {}, data: new Uint8Array() }])
    expect(opened((await codec.decode([payload]))[0])).toEqual(notOpened)
  expect([undefined, null, 'text', { cohortium: 'x' }, value].map(isNotOpened)).toEqual(Array(5).fill(false))
})

test('the message and the stack of a failure are payloads, so that the codec seals them; its class can be read', () => {
  const { failureConverter } = createRequire(import.meta.url)(sealedFailures) as { failureConverter: FailureConverter }
  const cause = ApplicationFailure.create({ type: 'ExportUnreadable', message: 'planted words' })
  const error = ApplicationFailure.create({ type: 'Outer', message: 'more planted words', cause })
  const failure = failureConverter.errorToFailure(error, defaultPayloadConverter)
  const shown = JSON.stringify({
    ...failure,
    encodedAttributes: null,
    cause: { ...failure.cause, encodedAttributes: null },
  })
  expect(shown).not.toContain('planted')
  expect(failure.message).toBe('sealed')
  expect(failure.cause?.message).toBe('sealed')
  expect(failure.cause?.applicationFailureInfo?.type).toBe('ExportUnreadable')
  const back = failureConverter.failureToError(failure, defaultPayloadConverter)
  expect([back.message, (back.cause as Error).message]).toEqual(['more planted words', 'planted words'])
})
