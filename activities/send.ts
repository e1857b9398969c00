import type { Dependencies } from './dependencies.js'

/** Sends. */
export const send = async (_dependencies: Dependencies, _input: { readonly runId: string }): Promise<void> => Promise.resolve()
