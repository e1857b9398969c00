/** How a process of ours ended that had not answered. */
export type ProcessEnd =
  /** Its objects needed more memory than its bound, as they would at every attempt. */
  | { readonly kind: 'bound' }
  /** The machine had no memory left for it, which says nothing of its work. */
  | { readonly kind: 'no memory' }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'itself'; readonly code: number | null }

// V8's last words where its heap has reached the bound; of memory that the system refused it says others.
const atBound = /reached heap limit|near heap limit/i
const refusedMemory = /out of memory|cannot allocate memory|bad_alloc|ENOMEM|allocation failed/i

/** Whether what an error or a process said last means that the machine had no memory left. */
export const saysNoMemory = (words: string): boolean => refusedMemory.test(words)

/** How a process ended, by its exit code, its signal and what it said last. */
export const processEnd = (code: number | null, signal: string | null, complaint: string): ProcessEnd => {
  if (atBound.test(complaint)) return { kind: 'bound' }
  if (saysNoMemory(complaint)) return { kind: 'no memory' }
  return signal === null ? { kind: 'itself', code } : { kind: 'signal', signal }
}
