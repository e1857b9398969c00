const names: Readonly<Record<string, string>> = {
  1: '<bold>',
  2: '<dim>',
  22: '</>',
  31: '<red>',
  32: '<green>',
  33: '<yellow>',
  36: '<cyan>',
  39: '</>',
}

/** A coloured text with its colours in words, as a test reads it. */
export const inWords = (text: string): string =>
  text.replaceAll(/\u001b\[(\d+)m/g, (_, code: string) => names[code] ?? `<${code}>`)
