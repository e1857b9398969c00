import { join } from 'node:path'
import type { DataConverter, Payload } from '@temporalio/common'
import { type InstallationKey, installationKey } from '../../installation/installation-key.js'
import { sealedConverter } from '../../installation/sealed-converter.js'
import { checkout } from './checkout.js'

/** The key that commands of this checkout seal with. */
export const checkoutKey = (): InstallationKey => installationKey({}, join(checkout, '.cohortium'))

/** How a client of a test reads and writes what commands of this checkout seal. */
export const checkoutConverter = (): DataConverter => sealedConverter(checkoutKey())

const isPayload = (value: object): value is Payload =>
  'metadata' in value && 'data' in value && value.data instanceof Uint8Array

/** Every payload that a history holds, however deep. */
export const payloadsIn = (value: unknown): readonly Payload[] => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  if (isPayload(value)) return [value]
  // The messages are classes of protobuf: their fields are read one by one, for written as JSON bytes become base64.
  return Object.values(value).flatMap(payloadsIn)
}

/** What a payload says its data are written in. */
export const encodingOf = ({ metadata }: Payload): string => Buffer.from(metadata?.['encoding'] ?? []).toString()

// Names of changes in the workflows' code, which the SDK writes itself: words of ours, the same in every history.
const ofTheCode = /^\[("[a-z-]+",?)+\]$|^"[a-z-]+"$|^\{"id":"[a-z-]+"|^false$/

/** What of a history can be read without the key, but for the names of changes in the workflows' code. */
export const plainIn = (history: unknown): readonly string[] =>
  payloadsIn(history)
    .filter(payload => encodingOf(payload) !== 'binary/sealed')
    .map(({ data }) => new TextDecoder().decode(data ?? undefined))
    .filter(text => !ofTheCode.test(text))
