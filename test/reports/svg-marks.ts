// The colours of figures, by what they stand for.
const colours: Readonly<Record<string, string>> = {
  '#0b6fa4': 'control',
  '#c8501e': 'treated',
  '#1c2430': 'ink',
  '#5b6573': 'muted',
  '#9aa4b1': 'line',
  '#e3e7ec': 'faint',
  '#a61b1b': 'alarm',
  '#ffffff': 'paper',
}

const shown = (value: string): string => colours[value] ?? value

const places: Readonly<Record<string, readonly string[]>> = {
  text: ['x', 'y'],
  line: ['x1', 'y1', 'x2', 'y2'],
  rect: ['x', 'y', 'width', 'height'],
  circle: ['cx', 'cy', 'r'],
  path: ['d'],
}

// What nearly every text has is left unsaid.
const usual: Readonly<Record<string, string>> = {
  'font-family': 'Inter, Arial, sans-serif',
  fill: '#1c2430',
}

/**
 * What a figure draws, in order: each mark with its place, then its other attributes and its text. The usual font and
 * ink of a text are left out.
 */
export const marksOf = (svg: string): readonly string[] =>
  [...svg.matchAll(/<(text|line|rect|circle|path|g|svg) ([^>]*?)\/?>(?:([^<\n]*)<\/text>)?/g)].map(
    ([, name = '', attributes = '', content]) => {
      const all = [...attributes.matchAll(/([a-zA-Z0-9:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        value,
      ])
      const at = places[name] ?? []
      const others = all.filter(([key = '', value]) => !at.includes(key) && (name !== 'text' || usual[key] !== value))
      return [
        name,
        ...at.map(key => all.find(([one]) => one === key)?.[1] ?? `no ${key}`),
        ...others.map(([key = '', value = '']) => `${key}=${shown(value)}`),
        ...(content === undefined ? [] : [`'${content}'`]),
      ].join(' ')
    },
  )
