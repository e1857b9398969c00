import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Payload, PayloadCodec } from '@temporalio/common'
// The package is CommonJS whose parts Node cannot see by name.
import proto from '@temporalio/proto'
import type { InstallationKey } from './installation-key.js'
import { notOpened } from './not-opened.js'

const { Payload: wire } = proto.temporal.api.common.v1

/** What a sealed payload says of itself, in Temporal's store and on its web page. */
export const sealedEncoding = 'binary/sealed'

// The first byte names the layout: nonce, tag, and then what was sealed.
const layout = 1
const nonceBytes = 12
const tagBytes = 16
const cipher = 'aes-256-gcm'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

const marked = Buffer.from([layout])

const seal = (payload: Payload, { secret }: InstallationKey): Payload => {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, secret, nonce, { authTagLength: tagBytes }).setAAD(marked)
  const body = Buffer.concat([sealing.update(wire.encode(payload).finish()), sealing.final()])
  return {
    metadata: { encoding: text(sealedEncoding) },
    data: new Uint8Array(Buffer.concat([marked, nonce, sealing.getAuthTag(), body])),
  }
}

const isSealed = ({ metadata, data }: Payload): boolean =>
  new TextDecoder().decode(metadata?.['encoding'] ?? undefined) === sealedEncoding && data?.[0] === layout

const shut: Payload = { metadata: { encoding: text('json/plain') }, data: text(JSON.stringify(notOpened)) }

const open = (payload: Payload, { secret }: InstallationKey): Payload => {
  if (!isSealed(payload)) return shut
  const bytes = Buffer.from(payload.data ?? [])
  const [nonceEnd, tagEnd] = [1 + nonceBytes, 1 + nonceBytes + tagBytes]
  try {
    const opening = createDecipheriv(cipher, secret, bytes.subarray(1, nonceEnd), { authTagLength: tagBytes })
      .setAAD(marked)
      .setAuthTag(bytes.subarray(nonceEnd, tagEnd))
    return wire.decode(Buffer.concat([opening.update(bytes.subarray(tagEnd)), opening.final()]))
  } catch {
    return shut
  }
}

/**
 * Seals all that Temporal keeps with the installation's key (AES-256-GCM). What was not sealed with it opens as
 * `notOpened`: thrown errors would make a workflow's task be tried again for hours, a value can be refused by name.
 */
export const sealingCodec = (key: InstallationKey): PayloadCodec => ({
  encode: payloads => Promise.resolve(payloads.map(payload => seal(payload, key))),
  decode: payloads => Promise.resolve(payloads.map(payload => open(payload, key))),
})
