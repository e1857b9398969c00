import { X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareTemporalCertificate, readTemporalCertificate } from '../../../provision/temporal-certificates.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const now = Date.parse('2026-03-01T00:00:00Z')
const day = 86_400_000

test('a certificate is made once, signs itself alone, and its owner alone can read it', async () => {
  expect(readTemporalCertificate(folder())).toBeUndefined()
  const made = await prepareTemporalCertificate(folder(), now)
  expect(readTemporalCertificate(folder())).toEqual(made)
  expect(await prepareTemporalCertificate(folder(), now + day)).toEqual(made)
  const modes = ['tls', 'tls/key.pem', 'tls/certificate.pem'].map(path => statSync(join(folder(), path)).mode & 0o777)
  expect(modes).toEqual([0o700, 0o600, 0o600])
  const certificate = new X509Certificate(made.certificate)
  expect(certificate.ca).toBe(false)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.checkHost('temporal.cohortium.internal')).toBe('temporal.cohortium.internal')
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
  expect(Date.parse(certificate.validFrom)).toBeLessThan(now)
})

test('a certificate is made anew in the year before it ends', async () => {
  const made = await prepareTemporalCertificate(folder(), now)
  const end = Date.parse(new X509Certificate(made.certificate).validTo)
  expect(await prepareTemporalCertificate(folder(), end - 367 * day)).toEqual(made)
  expect(await prepareTemporalCertificate(folder(), end - 364 * day)).not.toEqual(made)
})
