/** What the reading of one site may cost; time by the clock is none of it, because cores are busy. */
export interface ReadingBounds {
  readonly cpuSeconds: number
  readonly memoryMebibytes: number
}

/** The bounds of a reading, with the process that asked for it: it may have ended before the reading began. */
export interface WatchedReading extends ReadingBounds {
  readonly asker: number
}

const baseSeconds = 120
const secondsAMebibyte = 3
const mostSeconds = 1_200

// The largest text export that is read takes about 3 GiB, the usual one a tenth of that.
const memoryMebibytes = 4_096

/** The bounds for so many bytes of exports: some twenty times of what ordinary ones of that size cost. */
export const boundsFor = (bytes: number): ReadingBounds => ({
  cpuSeconds: Math.min(mostSeconds, baseSeconds + Math.ceil((bytes / (1 << 20)) * secondsAMebibyte)),
  memoryMebibytes,
})
