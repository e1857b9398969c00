/**
 * A few hundred rows of a model's matrix that every step of a pass works on while they lie in the processor's first
 * cache: `columns` one behind the other, each of the tile's rows, and one weight per row.
 */
export interface RowTile {
  readonly columns: Float64Array
  readonly weight: Float64Array
}

/** The most columns that a tile has room for. */
export const TILE_COLUMNS = 8192

const MOST_ROWS = 256

/**
 * The one tile of the process, loaded anew for every use. It is a constant because compiled loops address a constant
 * array directly, where one that is handed over is asked for its shape and place again in every round (half the time
 * of a pass).
 */
export const rowTile: RowTile = { columns: new Float64Array(TILE_COLUMNS), weight: new Float64Array(MOST_ROWS) }

/** How many rows of p columns fit into the tile; it depends on p alone. */
export const rowsOfTile = (p: number): number =>
  Math.max(1, Math.min(MOST_ROWS, Math.floor(TILE_COLUMNS / (2 * Math.max(1, p)))))
