import { createRequire } from 'node:module'
import { isChinese } from '../figures/text-width.js'

const require = createRequire(import.meta.url)

const latin = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
]
const chinese = ['@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf']

/** The font files that a figure needs; the Chinese one, of ten megabytes, only where Chinese stands in it. */
export const fontFilesFor = (svg: string): string[] =>
  [...latin, ...(isChinese(svg) ? chinese : [])].map(file => require.resolve(file))
