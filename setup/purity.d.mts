import type { Linter } from 'eslint'

export const clockSyntax: readonly { readonly selector: string; readonly message: string }[]
export const purity: Linter.Config[]
export const pureFiles: string[]
