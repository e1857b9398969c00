import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { operationsSchema } from '../../protocol/language/operations.js'
import { mailServerOf } from '../../reports/mail/mail-server.js'
import { sendMail } from '../../reports/mail/send-mail.js'
import { mailTries } from '../../runs/mail-rule.js'
import { told } from '../../words/told.js'
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
        const [outcome] = await sendMail(mailServerOf(url), [mail], 'as offered')
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
  await bench.database.store.database.deleteFrom('alarm').execute()
  rmSync(join(bench.out, 'ncctg-lung', run.runId, 'mail'), { recursive: true, force: true })
  script = {}
  asked = {}
  accepted = []
  killAfterAcceptance = false
})

const attempt = (number: number): Promise<void> =>
  bench.perform(bench.activities.send, { ...run, equals: null }, 'execution-1', { attempt: number, maximumAttempts })

const rowsOf = () => bench.database.store.database.selectFrom('mail').selectAll().orderBy('recipient').execute()

const statesOf = async (): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await rowsOf()).map(row => [row.recipient, row.state]))

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
  expect(await statesOf()).toEqual({ 'first@example.org': 'sent', 'second@example.org': 'due' })
  await expect(attempt(2)).rejects.toThrow('the messages to 1 of 2 recipients')
  await attempt(3)
  expect(accepted.map(({ to }) => to)).toEqual(recipients)
  expect(left()).toEqual([])
})

test('a server that is busy to the last time finds the message left in the folder, and the keeper told (F23)', async () => {
  script = { 'second@example.org': [450] }
  expect(maximumAttempts).toBeGreaterThan(mailTries)
  for (let number = 1; number < mailTries; number += 1) await expect(attempt(number)).rejects.toThrow('1 of 2')
  expect(left()).toEqual([])
  await attempt(mailTries)
  expect(asked['second@example.org']).toBe(mailTries)
  expect(await statesOf()).toEqual({ 'first@example.org': 'sent', 'second@example.org': 'refused' })
  expect(left().filter(file => file.startsWith('second.at.example.org'))).toHaveLength(1)
  const alarms = await bench.database.store.database.selectFrom('alarm').select(['kind', 'alarm_key']).execute()
  expect(alarms).toEqual([{ kind: 'message refused', alarm_key: `mail/${run.runId}/second@example.org` }])
})

test('a message whose sending was cut off is sent once more under the same id, and that is said (F24)', async () => {
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
  expect((await rowsOf())[0]?.answer).toContain('sent once more under the same message id')
})

test('a message whose second sending was cut off too is not sent a third time: its delivery is unknown (F24)', async () => {
  killAfterAcceptance = true
  await expect(attempt(1)).rejects.toThrow()
  await expect(attempt(2)).rejects.toThrow()
  killAfterAcceptance = false
  await attempt(3)
  expect(accepted.filter(({ to }) => to === 'first@example.org')).toHaveLength(2)
  expect(await statesOf()).toEqual({ 'first@example.org': 'delivery unknown', 'second@example.org': 'sent' })
  expect(left()).toHaveLength(1)
})

test('H5, M5: rows of single subjects go to whom operations.yaml marks, the workbook alone is attached', async () => {
  const operations = { mail: [{ to: 'second@example.org', sees: 'subjects' }] }
  await bench.database.store.database
    .updateTable('run')
    .set({ operations: JSON.stringify(operationsSchema.parse(operations)) })
    .execute()
  await attempt(1)
  const seen = new Map(
    accepted.map(({ to, mail }) => {
      expect(mail.attachments.map(({ filename }) => filename)).toEqual([`ncctg-lung-${run.runId}.xlsx`])
      const parts = Object.values(unzipSync(mail.attachments[0]?.content ?? new Uint8Array()))
      return [to, parts.some(part => strFromU8(part).includes('stand only in the workbook of the study team'))]
    }),
  )
  expect(Object.fromEntries(seen)).toEqual({ 'first@example.org': true, 'second@example.org': false })
})

test('a run that ends while its messages are sent leaves none that is on its way for ever (F24)', async () => {
  killAfterAcceptance = true
  await expect(attempt(1)).rejects.toThrow()
  const { database } = bench.database.store
  const [message, ...others] = await rowsOf()
  expect([message?.state, others.length]).toEqual(['sending', 0])
  const other = { run_id: run.runId, recipient: 'a@example.org', message_id: '<a@example.org>', at: message?.at ?? '' }
  await database
    .insertInto('mail')
    .values({ ...other, state: 'due' })
    .execute()
  const failure = { type: told`Error`, message: told`send failed with code ENOSPC` }
  const ended = await bench.perform(bench.activities.closeRun, { ...run, ending: { kind: 'failed', failure } })
  expect(ended).toMatchObject({ status: 'failed', exitCode: 5 })
  expect((await rowsOf()).map(({ state, answer }) => [state, answer])).toEqual([
    ['refused', 'its run ended before it was sent'],
    ['delivery unknown', 'its run ended while it was sent, so nobody knows'],
  ])
})
