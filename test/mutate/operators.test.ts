import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { mutated, mutationsOf } from './operators.js'

const changesOf = (text: string): readonly string[] =>
  mutationsOf(ts.createSourceFile('some.ts', text, ts.ScriptTarget.ES2023, true)).map(one => mutated(text, one))

describe('a change to a line', () => {
  test.each([
    ['a < b', ['a <= b']],
    ['a === b', ['a !== b']],
    ['a && b', ['a || b']],
    ['a + 5', ['a - 5', 'a + 6']],
    ['0', ['1']],
    ['true', ['false']],
    ['!a', ['a']],
    ['rows.some(isAnswered)', ['', 'rows.every(isAnswered)']],
    ['a ? b : c', ['a ? c : b']],
    ["'a word'", ["'mutated'"]],
    ['report(row)', ['']],
  ])('%s becomes %j', (text, expected) => {
    expect(changesOf(`${text}\n`).map(one => one.trim())).toEqual(expected)
  })

  test('leaves out a condition that has no other branch', () => {
    expect(changesOf('if (a) leave()').map(one => one.trim())).toEqual(['', 'if (a)'])
  })

  test('leaves imports, types, comments and signs alone', () => {
    const text =
      "import { a } from './a.js'\n// true\ntype B = 'b' | 1\ninterface C { readonly c: 2 }\nlet d: 'd' | '/'\n"
    expect(changesOf(text)).toEqual([])
  })
})
