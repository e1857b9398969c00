import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFolder, writePrivateFile } from './state-files.js'

/**
 * The one certificate of an installation's Temporal server: server, its parts and every client show it, and trust nothing
 * else, so that whoever cannot read the key cannot connect.
 */
export interface TemporalCertificate {
  readonly certificate: string
  readonly key: string
}

/** The name in the certificate; addresses are not checked, since the certificate itself is the only one that is trusted. */
export const certificateName = 'temporal.cohortium.internal'

/** Where certificate and key lie below the server's working folder, as its configuration names them. */
export const certificateFiles = { certificate: 'tls/certificate.pem', key: 'tls/key.pem' } as const

const years = 10
const yearMilliseconds = 365.25 * 86_400_000

/** The certificate below a server's working folder; undefined where none was made yet. */
export const readTemporalCertificate = (workingFolder: string): TemporalCertificate | undefined => {
  try {
    return {
      certificate: readFileSync(join(workingFolder, certificateFiles.certificate), 'utf8'),
      key: readFileSync(join(workingFolder, certificateFiles.key), 'utf8'),
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const lastsAnotherYear = ({ certificate }: TemporalCertificate, now: number): boolean =>
  Date.parse(new X509Certificate(certificate).validTo) > now + yearMilliseconds

const makeCertificate = async (now: number): Promise<TemporalCertificate> => {
  // Loaded only where a certificate is made: once for an installation.
  const { generate } = await import('selfsigned')
  const made = await generate([{ name: 'commonName', value: certificateName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A day back: a clock that is set right after the first start must not lock everybody out.
    notBeforeDate: new Date(now - 86_400_000),
    notAfterDate: new Date(now + years * yearMilliseconds),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: certificateName }] },
    ],
  })
  return { certificate: made.cert, key: made.private }
}

/** The certificate for a server that is about to start; made at its first start, and anew in the year before it ends. */
export const prepareTemporalCertificate = async (
  workingFolder: string,
  now: number = Date.now(),
): Promise<TemporalCertificate> => {
  const kept = readTemporalCertificate(workingFolder)
  if (kept !== undefined && lastsAnotherYear(kept, now)) return kept
  const made = await makeCertificate(now)
  makePrivateFolder(join(workingFolder, 'tls'))
  writePrivateFile(join(workingFolder, certificateFiles.key), made.key)
  writePrivateFile(join(workingFolder, certificateFiles.certificate), made.certificate)
  return made
}

/** How a client connects to the server of a certificate. */
export const clientTls = ({ certificate, key }: TemporalCertificate) => ({
  serverNameOverride: certificateName,
  serverRootCACertificate: Buffer.from(certificate),
  clientCertPair: { crt: Buffer.from(certificate), key: Buffer.from(key) },
})
