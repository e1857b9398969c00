import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendMail } from '../../reports/send-mail.js'
import { mailing } from '../../workflows/waiting.js'
import { type ActivityBench, activityBench, stepsOf } from './performed-run.js'

const recipients = ['first@example.org', 'second@example.org'] as const
const maximumAttempts = mailing.retry?.maximumAttempts ?? 0

/** How the server answers one recipient: by code, each time again until the script is at its last word. */
let script: Readonly<Record<string, readonly number[]>> = {}
let asked: Record<string, number> = {}
let accepted: { readonly to: string; readonly mail: ParsedMail }[] = []
let killAfterAcceptance = false

const codeFor = (address: string): number => {
  const words = script[address] ?? [250]
  const time = asked[address] ?? 0
  asked = { ...asked, [address]: time + 1 }
  return words[Math.min(time, words.length - 1)] ?? 250
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, done) {
    const code = codeFor(address)
    if (code === 250) done()
    else done(Object.assign(new Error(code >= 500 ? 'no such mailbox' : 'mailbox busy'), { responseCode: code }))
  },
  onData(stream, session, done) {
    simpleParser(stream).then(mail => {
      accepted.push({ to: session.envelope.rcptTo.map(one => one.address).join(), mail })
      done()
    }, done)
  },
})

let bench: ActivityBench
let run: { readonly runId: string }

beforeAll(async () => {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  const url = `smtp://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`
  bench = await activityBench(
    {},
    {
      recipients,
      sendMail: async mail => {
        const [outcome] = await sendMail(url, [mail], 'as offered')
        if (outcome === undefined) throw new Error('no answer')
        if (killAfterAcceptance) throw new Error('the worker was killed after the server had taken the message')
        return outcome
      },
    },
  )
  for await (const { name, perform } of stepsOf(bench)) {
    if (name === 'send') break
    await perform()
  }
  const { run_id } = await bench.database.store.database.selectFrom('run').select('run_id').executeTakeFirstOrThrow()
  run = { runId: run_id }
})

afterAll(async () => {
  await bench.close()
  await new Promise<void>(resolve => {
    server.close(resolve)
  })
})

beforeEach(async () => {
  await bench.database.store.database.deleteFrom('mail').execute()
  script = {}
  asked = {}
  accepted = []
  killAfterAcceptance = false
})

const attempt = (number: number): Promise<void> =>
  bench.perform(bench.activities.send, run, 'execution-1', { attempt: number, maximumAttempts })

const statesOf = async (): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await bench.database.store.database.selectFrom('mail').selectAll().execute()).map(row => [
      row.recipient,
      row.state,
    ]),
  )

const left = (): readonly string[] => {
  const folder = join(bench.out, 'ncctg-lung', run.runId, 'mail')
  return existsSync(folder) ? readdirSync(folder) : []
}

test('a server that takes the messages gets one for each recipient, also when asked twice', async () => {
  await attempt(1)
  await attempt(2)
  expect(accepted.map(({ to }) => to)).toEqual(recipients)
  expect(new Set(accepted.map(({ mail }) => mail.messageId)).size).toBe(2)
  expect(await statesOf()).toEqual({ 'first@example.org': 'sent', 'second@example.org': 'sent' })
  expect(left()).toEqual([])
})

test('a recipient who is refused for good is not asked again, and the other gets the message', async () => {
  script = { 'first@example.org': [550] }
  await attempt(1)
  await attempt(2)
  expect(asked).toEqual({ 'first@example.org': 1, 'second@example.org': 1 })
  expect(await statesOf()).toEqual({ 'first@example.org': 'refused', 'second@example.org': 'sent' })
})

test('a server that is busy is asked again, only for whom it did not take', async () => {
  script = { 'second@example.org': [450, 450, 250] }
  await expect(attempt(1)).rejects.toThrow('the messages to 1 of 2 recipients')
  expect(await statesOf()).toEqual({ 'first@example.org': 'sent', 'second@example.org': 'sending' })
  await expect(attempt(2)).rejects.toThrow('the messages to 1 of 2 recipients')
  await attempt(3)
  expect(accepted.map(({ to }) => to)).toEqual(recipients)
  expect(left()).toEqual([])
})

test('a server that is busy to the last attempt but one finds the message left in the folder', async () => {
  script = { 'second@example.org': [450] }
  expect(maximumAttempts).toBeGreaterThan(2)
  for (let number = 1; number < maximumAttempts - 1; number += 1)
    await expect(attempt(number)).rejects.toThrow('1 of 2')
  expect(left()).toEqual([])
  await attempt(maximumAttempts - 1)
  expect(asked['second@example.org']).toBe(maximumAttempts - 1)
  expect(await statesOf()).toEqual({ 'first@example.org': 'sent', 'second@example.org': 'refused' })
  expect(left().filter(file => file.startsWith('second.at.example.org'))).toHaveLength(1)
})

test('a message whose sending was cut off after the server took it is sent once more under the same id', async () => {
  script = { 'second@example.org': [550] }
  killAfterAcceptance = true
  await expect(attempt(1)).rejects.toThrow()
  killAfterAcceptance = false
  await attempt(2)
  await attempt(3)
  const ids = accepted.filter(({ to }) => to === 'first@example.org').map(({ mail }) => mail.messageId)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
  expect(await statesOf()).toEqual({ 'first@example.org': 'sent', 'second@example.org': 'refused' })
})
