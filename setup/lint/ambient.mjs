import { nameOf, namedInPattern, pathOf, referencesToGlobals } from './names.mjs'

// What only reckons: anything else is the world around, also what the language or Node get in a later version.
const reckoning = new Set(
  `undefined NaN Infinity Object Array Map Set WeakMap WeakSet Symbol Number BigInt String Boolean RegExp JSON Promise Reflect
  Error TypeError RangeError SyntaxError URIError ReferenceError EvalError AggregateError ArrayBuffer DataView Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array Buffer
  TextEncoder TextDecoder URL URLSearchParams encodeURIComponent decodeURIComponent`.split(/\s+/),
)

// Of Node's cryptography, what gives the same for the same.
const hashing = new Set(['createHash', 'createHmac', 'hash', 'Hash', 'Hmac'])

// The machine's zone and language, and the way from any value to `Function`.
const ofTheMachine =
  /^(toLocale\w*|localeCompare|getTimezoneOffset|toDateString|toTimeString|(get|set)(Hours|Minutes|Seconds|Milliseconds|Date|Day|Month|FullYear|Year)|constructor)$/

// With one argument, by `UTC` and by `parse`; with more it is a day in the machine's zone.
const dateReckons = (node, member) => {
  const { type, operator, callee, arguments: given = [] } = node.parent
  if (member !== null) return ['UTC', 'parse'].includes(nameOf(member))
  if (type === 'BinaryExpression') return operator === 'instanceof'
  return type === 'NewExpression' && callee === node && given.length === 1 && given[0].type !== 'SpreadElement'
}

const reckons = node => {
  const { parent } = node
  const member = parent.type === 'MemberExpression' && parent.object === node ? parent : null
  // Under another name, or taken apart, nobody can tell what is called of it.
  if (node.name === 'Math') return member !== null && ![null, 'random'].includes(nameOf(member))
  return node.name === 'Date' ? dateReckons(node, member) : reckoning.has(node.name)
}

/** A room that is not marked ambient takes clock, chance, zone, language and environment as arguments. */
export const ambient = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'object' } }],
    messages: { world: 'A room that is not a rim takes clock, chance, zone and environment as arguments: {{name}}.' },
  },
  create: context => {
    const [lists = []] = context.options
    const path = pathOf(context)
    const allowed = new Set(lists.flatMap(({ start, names }) => (new RegExp(start).test(path) ? names : [])))
    const refuse = (node, name) => {
      if (!allowed.has(name)) context.report({ node, messageId: 'world', data: { name } })
    }
    return {
      'Program:exit'(program) {
        for (const { identifier } of referencesToGlobals(context.sourceCode.getScope(program)))
          if (!reckons(identifier)) refuse(identifier, identifier.name)
      },
      MemberExpression(node) {
        const name = nameOf(node)
        if (name !== null && ofTheMachine.test(name)) refuse(node.property, name)
      },
      ObjectPattern(node) {
        for (const { property, name } of namedInPattern(node))
          if (name !== null && ofTheMachine.test(name)) refuse(property, name)
      },
      'ImportDeclaration[source.value=/^(node:)?crypto$/]'({ specifiers }) {
        for (const one of specifiers) if (!hashing.has(one.imported?.name)) refuse(one, one.imported?.name ?? 'crypto')
      },
      'ImportExpression[source.value=/^(node:)?crypto$/]'(node) {
        refuse(node, 'crypto')
      },
    }
  },
}
