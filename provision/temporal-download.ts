import { randomUUID } from 'node:crypto'
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { fileFromTar } from './tar.js'

const answerSchema = z.object({ archiveUrl: z.url(), fileToExtract: z.string() })
const askMilliseconds = 8_000
const silenceMilliseconds = 15_000

/** Reads a body whole, giving up when nothing arrives for a while rather than after a total time. */
const readBody = async (
  response: Response,
  silence: AbortController,
  progress: (line: string) => void,
): Promise<Buffer> => {
  const total = Number(response.headers.get('content-length') ?? 0)
  const chunks: Uint8Array[] = []
  let received = 0
  let told = performance.now()
  let timer = setTimeout(() => undefined, 0)
  try {
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer)
      timer = setTimeout(() => {
        silence.abort(new Error(`nothing arrived for ${silenceMilliseconds / 1000} s`))
      }, silenceMilliseconds)
      const bytes = chunk as Uint8Array
      chunks.push(bytes)
      received += bytes.length
      if (performance.now() - told < 2_000) continue
      told = performance.now()
      progress(`  ${(received / 1e6).toFixed(0)} of ${total > 0 ? (total / 1e6).toFixed(0) : '?'} MB`)
    }
  } finally {
    clearTimeout(timer)
  }
  if (total > 0 && received !== total) throw new Error('the download was cut short')
  return Buffer.concat(chunks)
}

const fetchOrFail = async (url: string, signal: AbortSignal): Promise<Response> => {
  let response: Response
  try {
    response = await fetch(url, { signal })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
    throw new Error(`${new URL(url).host} cannot be reached ${cause}`.trim(), { cause: error })
  }
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`)
  return response
}

/** Downloads the Temporal CLI from where Temporal's own SDKs take it; it appears under its name only when whole. */
export const downloadTemporalCli = async (
  target: string,
  environment: Readonly<Record<string, string | undefined>>,
  progress: (line: string) => void,
): Promise<void> => {
  const base = environment['COHORTIUM_TEMPORAL_DOWNLOAD'] ?? 'https://temporal.download'
  if (base === 'off') throw new Error('switched off by COHORTIUM_TEMPORAL_DOWNLOAD')
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const question = `${base}/cli/default?arch=${arch}&platform=${process.platform}&format=tar.gz&sdk-name=sdk-typescript`
  const answer = await fetchOrFail(`${question}&sdk-version=1.24.0`, AbortSignal.timeout(askMilliseconds))
  const { archiveUrl, fileToExtract } = answerSchema.parse(await answer.json())
  progress('Downloading the Temporal CLI, once')
  const silence = new AbortController()
  const timer = setTimeout(() => {
    silence.abort(new Error('no answer'))
  }, silenceMilliseconds)
  const archive = await fetchOrFail(archiveUrl, silence.signal).finally(() => {
    clearTimeout(timer)
  })
  const program = fileFromTar(gunzipSync(await readBody(archive, silence, progress)), fileToExtract)
  const temporary = `${target}.${randomUUID()}.part`
  try {
    writeFileSync(temporary, program)
    chmodSync(temporary, 0o755)
    renameSync(temporary, target)
  } finally {
    rmSync(temporary, { force: true })
  }
}
