import { gridPerUnit } from './drawing-grid.js'
import { element } from './svg.js'

/**
 * Writes lines that run along the axes as the commands of a path, in whole hundredths of a unit. Runs in one direction are
 * one command, and steps of no length none.
 */
export class Stairs {
  private readonly commands: string[] = []
  private written = { x: 0, y: 0 }
  private x = 0
  private y = 0

  /** Begins a new line at a point. */
  from(x: number, y: number): void {
    this.flush()
    this.commands.push(`M${units(x)} ${units(y)}`)
    this.written = { x, y }
    this.x = x
    this.y = y
  }

  /** Goes on to a place along the x axis. */
  acrossTo(x: number): void {
    if (x === this.x) return
    if (this.y !== this.written.y) this.flush()
    this.x = x
  }

  /** Goes on to a place along the y axis. */
  downTo(y: number): void {
    if (y === this.y) return
    if (this.x !== this.written.x) this.flush()
    this.y = y
  }

  /** Closes the line to an area; the last stretch back is drawn by the closing. */
  close(): void {
    this.flush()
    this.commands.push('z')
  }

  /** The path's commands. */
  text(): string {
    this.flush()
    return this.commands.join('')
  }

  private flush(): void {
    const [across, down] = [this.x - this.written.x, this.y - this.written.y]
    if (across !== 0) this.commands.push(`h${units(across)}`)
    if (down !== 0) this.commands.push(`v${units(down)}`)
    this.written = { x: this.x, y: this.y }
  }
}

/** A path in hundredths of a unit; nothing where it has no command. */
export const gridPath = (d: string, attributes: Readonly<Record<string, string | number>>): string =>
  d === '' ? '' : element('path', { d, ...attributes })

// Hundredths as units, without the nought before the point.
const units = (hundredths: number): string => String(hundredths / gridPerUnit).replace(/^(-?)0\./, '$1.')
