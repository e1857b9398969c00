/** Memory that can be emptied: TypeScript names this beside what Node 20 lacks. */
interface Room extends ArrayBuffer {
  readonly resizable: boolean
  resize(bytes: number): void
}

const RoomOf = ArrayBuffer as unknown as new (bytes: number, bounds?: { readonly maxByteLength: number }) => Room

// Such memory has whole pages of its own: a table of thousands of columns would take more by it than it gives back.
const fewestBytes = 1 << 16

/** Memory for so many bytes, which can be given back before anybody collects. */
export const roomFor = (bytes: number): ArrayBuffer =>
  bytes < fewestBytes ? new ArrayBuffer(bytes) : new RoomOf(bytes, { maxByteLength: bytes })

/** Gives memory back that nobody looks at any more; whatever stood there is lost. */
export const giveRoomBack = (room: ArrayBufferLike): void => {
  if ((room as Room).resizable) (room as Room).resize(0)
}
