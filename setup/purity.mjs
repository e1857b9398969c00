import { roomList } from './checkout.mjs'

const clocks = ['setTimeout', 'setInterval', 'setImmediate', 'performance']
const outside = ['process', 'fetch', 'crypto', 'require', 'WebSocket']
const says = 'A room that is not a rim takes clock, chance and environment as arguments.'

const rules = (room, globals, ambientOf) => ({
  name: `${room} reads no clock, chance or environment`,
  files: [`${room}/**/*.ts`],
  ignores: ambientOf.map(folder => `${room}/${folder}/**`),
  rules: {
    'no-restricted-globals': ['error', ...globals.map(name => ({ name, message: says }))],
    'no-restricted-properties': [
      'error',
      ...[
        ['Math', 'random'],
        ['Date', 'now'],
        ['process', 'env'],
        ['process', 'hrtime'],
        ['globalThis', 'process'],
        ['globalThis', 'crypto'],
      ].map(([object, property]) => ({ object, property, message: says })),
    ],
  },
})

/** `new Date()` and `Date()` are the clock; with arguments they only reckon. */
export const clockSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: says },
  { selector: "CallExpression[callee.name='Date']", message: says },
]

const byRoom = ({ room, builtins = [], ambientOf = [] }) =>
  // Rooms that may read files may also say something to the process around them; time comes to all of them as an argument.
  rules(
    room,
    builtins.length === 0 || room === 'harmonize' ? [...clocks, ...outside] : ['fetch', 'performance'],
    ambientOf,
  )

/** The linter's rules for each room but the rims: no clock, no chance, no environment. */
export const purity = roomList.filter(({ ambient }) => ambient !== true).map(byRoom)

/** The files in which the clock may not be read at all. */
export const pureFiles = purity.flatMap(({ files }) => files)
