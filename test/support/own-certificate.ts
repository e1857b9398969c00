import { generateKeyPairSync, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

// X.509 by hand (RFC 5280, DER), so that no program and no stored key is needed.
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const bytes = body.length < 256 ? [body.length] : [body.length >> 8, body.length & 0xff]
  const size = body.length < 128 ? bytes : [0x80 + bytes.length, ...bytes]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const firstDay = (year: string): Buffer => der(0x17, Buffer.from(`${year}0101000000Z`))
const pem = (body: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${body.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`

const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'))

// A name, or an address of four numbers.
const alternative = (name: string): Buffer =>
  isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name))

/** A key and a certificate that signs itself, for a server of this machine under a name or an address. */
export const ownCertificate = (name: string): { readonly key: string; readonly certificate: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const commonName = sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(name)))))
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    commonName,
    sequence(firstDay('20'), firstDay('49')),
    commonName,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(identifier('551d11'), der(0x04, sequence(alternative(name)))))),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toSign, privateKey))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(sequence(toSign, ecdsaWithSha256, signature)),
  }
}
