/** Figures are drawn in hundredths of their unit, which is a hundredth of an inch in print. */
export const gridPerUnit = 100

/** Whether two coordinates, in hundredths of a unit, lie between the same lines of samples. */
export type SameCell = (a: number, b: number) => boolean

/** Where a picture that is printed takes its samples, as cells along each axis. */
export interface DrawingGrid {
  /** The cells that an edge falls into; `shifts` says how far in units the edges are from the coordinate. */
  readonly x: (shifts: readonly number[]) => SameCell
  readonly y: (shifts: readonly number[]) => SameCell
}

// 300 dots an inch: the seven inches of a figure, and the 180 mm that journals print two columns in.
const printedWidths = [2100, 2126]

// A pixel's coverage is counted in four times four samples.
const samplesPerPixel = 4

// What is as near to a line of samples as the renderer's 32 bits can err is a cell of its own.
const guard = 0.004

const cellAt = (at: number): number => {
  const line = Math.round(at)
  return Math.abs(at - line) < guard ? 2 * line : 2 * Math.floor(at) + 1
}

const cellsAlong =
  (pixelsPerUnit: readonly number[], origin: number) =>
  (shifts: readonly number[]): SameCell => {
    const lines = pixelsPerUnit.flatMap(pixels => {
      const samples = pixels * samplesPerPixel
      return shifts.map(shift => ({ start: (origin + shift) * samples + 0.5, step: samples / gridPerUnit }))
    })
    return (a, b) => a === b || lines.every(({ start, step }) => cellAt(start + a * step) === cellAt(start + b * step))
  }

/**
 * The samples of both printed sizes under what a figure of a width and a height draws `top` units below its upper edge. The
 * height in pixels is a whole number, so a picture is a little stretched.
 */
export const drawingGrid = (width: number, height: number, top: number): DrawingGrid => ({
  x: cellsAlong(
    printedWidths.map(pixels => pixels / width),
    0,
  ),
  y: cellsAlong(
    printedWidths.map(pixels => Math.ceil((pixels * height) / width) / height),
    top,
  ),
})

/** Coordinates that are kept apart wherever they differ. */
export const sameAlone: SameCell = (a, b) => a === b

/**
 * Each coordinate becomes the first one of its run that lies in the same cell, so that neighbours fall on the same place. No
 * sample of a printed picture changes sides, and nothing moves further than the samples are apart: a twelfth of a unit, a
 * quarter of a printed pixel. What stands alone in its cell stays where it is.
 */
export const snapToCells = (coordinates: Int32Array, sameAt: (index: number) => SameCell): Int32Array => {
  const snapped = new Int32Array(coordinates.length)
  let [first, before] = [Number.NaN, Number.NaN]
  let sameBefore: SameCell | null = null
  for (let index = 0; index < coordinates.length; index += 1) {
    const coordinate = coordinates[index] ?? 0
    const same = sameAt(index)
    if ((coordinate !== before || same !== sameBefore) && !same(first, coordinate)) first = coordinate
    before = coordinate
    sameBefore = same
    snapped[index] = first
  }
  return snapped
}
