// Markers of whole uploads and the lock files of open workbooks are not exports, and nobody waits for them.
const beside = /^~\$|^\.|\.ok$|^_COMPLETE$/i

const unfinished = /\.(part|partial|tmp|crdownload|filepart)$/i

/** Whether a name is that of a file which somebody is still writing. */
export const isUnfinished = (name: string): boolean => unfinished.test(name) && !beside.test(name)

/** Whether a name is that of no export: hidden, a lock, a marker, or not finished. */
export const isNoExport = (name: string): boolean => beside.test(name) || unfinished.test(name)
