import type { Mismatch } from './ledger.js'
import type { Verdict } from './verify-folder.js'

/**
 * The lines of a verification: a table by type, every disagreement (at most 5 an analysis), and the last line's
 * counts.
 */
export const report = (
  verdicts: readonly Verdict[],
): {
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
} => {
  const types = [...new Set(verdicts.map(({ type }) => type))]
  const lines = [row('type', 'analyses', 'compared', 'worst difference', 'where')]
  for (const type of types) {
    const own = verdicts.filter(verdict => verdict.type === type)
    const worst = own.reduce((a, b) => (b.ledger.worst > a.ledger.worst ? b : a))
    const place = worst.ledger.worst === 0 ? '-' : `${worst.fixture}/${worst.id} ${worst.ledger.worstPlace}`
    const compared = own.reduce((sum, { ledger }) => sum + ledger.compared, 0)
    lines.push(row(type, String(own.length), String(compared), worst.ledger.worst.toExponential(1), place))
  }
  const failures = verdicts.filter(({ ledger }) => ledger.mismatches.length > 0)
  for (const { fixture, id, ledger } of failures) {
    lines.push(`FAILED ${fixture}/${id}: ${ledger.mismatches.length} of ${ledger.compared}`)
    for (const mismatch of ledger.mismatches.slice(0, 5)) lines.push(`  ${describe(mismatch)}`)
  }
  const failed = failures.length
  const passed = verdicts.length - failed
  return { lines: [...lines, `${passed} passed, ${failed} failed`], passed, failed }
}

const row = (...cells: readonly string[]): string =>
  cells
    .map((cell, i) => cell.padEnd([20, 10, 10, 18, 0][i] ?? 0))
    .join('')
    .trimEnd()

const describe = ({ place, expected, actual, difference, tolerance }: Mismatch): string => {
  const by = Number.isFinite(difference) ? ` (off by ${difference.toExponential(1)}, allowed ${tolerance})` : ''
  return `${place}: expected ${cut(expected)}, found ${cut(actual)}${by}`
}

const cut = (value: unknown): string => {
  const text = JSON.stringify(value ?? null)
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}
