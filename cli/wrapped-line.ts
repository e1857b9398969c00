import { shownWidth } from '../profiling/text/shown-width.js'

// Colours take no room.
const colour = /\u001b\[\d+m/g

const widthOf = (text: string): number => shownWidth(text.replaceAll(colour, ''))

/**
 * A line as the lines of a terminal that hold it: no word is divided that fits one, and what goes on stands further in than
 * where the line begins.
 */
export const wrappedLine = (line: string, width: number): readonly string[] => {
  if (widthOf(line) <= width) return [line]
  const start = /^(?:\u001b\[\d+m)*( *)/.exec(line)?.[1]?.length ?? 0
  const indent = ' '.repeat(Math.min(start + 4, Math.floor(width / 2)))
  const lines: string[] = []
  // The spaces that a line begins with, and those between columns, belong to the word behind them.
  for (const word of line.split(/(?<=[^ ]) (?=[^ ])/)) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(last === undefined ? word : `${indent}${word}`)
  }
  return lines
}

/** Lines as the screen of a person holds them; in a file or a pipe each stays one. */
export const wrappedLines = (lines: readonly string[]): readonly string[] =>
  process.stdout.isTTY ? lines.flatMap(line => wrappedLine(line, Math.max(40, process.stdout.columns))) : lines
