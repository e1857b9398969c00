import { expect, test } from 'vitest'
import { isPostgresAway, isTemporalAway } from '../../../cli/service-away.js'
import { statusLine } from '../../../cli/services-commands.js'

const status = {
  service: 'PostgreSQL',
  state: 'running',
  place: '127.0.0.1:5432',
  description: 'embedded PostgreSQL 18.4',
  kept: false,
  usedBy: [],
} as const

test('a service is named with its state, place, and who uses it', () => {
  expect(statusLine(status)).toBe('PostgreSQL  running   127.0.0.1:5432  embedded PostgreSQL 18.4')
  expect(statusLine({ ...status, service: 'Temporal', state: 'stopping', kept: true, usedBy: [12, 34] })).toBe(
    'Temporal    stopping  127.0.0.1:5432  embedded PostgreSQL 18.4, kept up, used by processes 12, 34',
  )
})

const grpc = (code: unknown) => Object.assign(new Error('grpc'), { code, metadata: {} })

test.each([
  [grpc(14), true],
  [grpc(4), true],
  [new Error('outer', { cause: new Error('middle', { cause: grpc(14) }) }), true],
  [grpc(5), false],
  [grpc(0), false],
  [grpc('14'), false],
  [Object.assign(new Error('no gRPC'), { code: 14 }), false],
  [Object.assign(new Error('no gRPC'), { metadata: {} }), false],
  [new Error('any'), false],
  ['a text', false],
  [undefined, false],
])('Temporal is away: %s is %s', (error, away) => {
  expect(isTemporalAway(error)).toBe(away)
})

const withCode = (code: unknown) => Object.assign(new Error('x'), { code })

test.each([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ENOTFOUND',
    'EHOSTUNREACH',
    'ETIMEDOUT',
    '08006',
    '08001',
    '57P01',
    '57P03',
  ].map(code => [withCode(code), true] as const),
  ...['ENOENT', 'EPIPELINE', '23505', '42P01', '57014', ' 57P01', 14].map(code => [withCode(code), false] as const),
  [{ code: '57P01' }, true],
  [new Error('Connection terminated unexpectedly'), true],
  [new Error('timeout exceeded when trying to connect'), true],
  ['Connection terminated unexpectedly', false],
  [null, false],
  [undefined, false],
] as const)('PostgreSQL is away: %j is %s', (error, away) => {
  expect(isPostgresAway(error)).toBe(away)
})
