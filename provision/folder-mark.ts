import { realpathSync, statSync } from 'node:fs'

/** Which folder a file of state was written in: a copy has another path and another number on the disk, a move keeps the number. */
export interface FolderMark {
  readonly path: string
  readonly inode: number
}

/** The mark of a folder that is there. */
export const folderMark = (folder: string): FolderMark => ({
  path: realpathSync(folder),
  inode: statSync(folder).ino,
})

/** Whether what lies in a folder was written there; files of versions before say nothing of theirs. */
export const isWrittenIn = (folder: string, mark: FolderMark | undefined): boolean => {
  if (mark === undefined) return true
  const own = folderMark(folder)
  return own.path === mark.path || own.inode === mark.inode
}
