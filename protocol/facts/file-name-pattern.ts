/** How the name of a file has to be to fit one that a mapping gives: `*` stands for anything. For names in Unicode's composed form (NFC). */
export const fileNamePattern = (name: string): RegExp => {
  const parts = name
    .normalize('NFC')
    .split('*')
    .map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'su')
}
