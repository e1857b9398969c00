import type { Linter } from 'eslint'

export const house: Linter.Config[]
