import type { ColumnProfile, FileProfile, Profile, TableProfile } from '../../protocol/language/profile-schema.js'
import { columnInWords, columnName, countInWords, percentOf, tableInWords } from '../column-words.js'
import { escaped } from './escaped.js'
import { style } from './style.js'

const mark = '<meta name="generator" content="cohortium profile">'

/** Whether a page is one of profiles: only such a one is replaced by another. */
export const isProfilePage = (page: string): boolean => page.includes(mark)

const percentWide = (count: number, of: number): string => (of === 0 ? '0' : ((100 * count) / of).toFixed(1))

const countRow = (count: number, text: string, of: number, weak = false): string =>
  `<tr${weak ? ' class="weak"' : ''}><td class="count">${countInWords(count)}</td><td>${escaped(text)}${weak ? '' : `<span class="share" style="width:${percentWide(count, of)}%"></span>`}</td></tr>`

const countTable = ({ commonest, absent, masked, identifies, filled }: ColumnProfile): string => {
  const rows = [
    ...commonest.map(({ text, count }) => countRow(count, text, filled)),
    ...absent.map(({ text, count }) => countRow(count, `${text} (may say that there is nothing)`, filled, true)),
    ...(identifies === null && masked > 0
      ? [countRow(masked, '(masked: looks like an identifier)', filled, true)]
      : []),
  ]
  return rows.length === 0 ? '' : `<table>${rows.join('')}</table>`
}

const columnCard = (column: ColumnProfile, rows: number): string => {
  const { place, kind, filled, distinct } = column
  const phrases = columnInWords(column).map(phrase => `<li>${escaped(phrase)}</li>`)
  return `<article><header><h4><small>${String(place)}</small>${escaped(columnName(column))}</h4><span class="kind ${kind}">${kind}</span></header>
<div class="meter"><i style="width:${percentWide(filled, rows)}%"></i></div>
<p class="facts">${countInWords(filled)} filled (${percentOf(filled, rows)}), ${countInWords(distinct)} distinct</p>
${phrases.length === 0 ? '' : `<ul>${phrases.join('')}</ul>`}${countTable(column)}</article>`
}

const tableSection = (table: TableProfile): string => {
  const { sheet, refused, rows, notes, columns } = table
  const title = sheet === null ? '' : `<h3>Sheet ${escaped(sheet)}</h3>`
  if (refused !== null) return `<section>${title}<p class="bad">${escaped(refused)}</p></section>`
  return `<section>${title}<p>${escaped(tableInWords(table).join(', '))}</p>${notes.map(note => `<p>Note: ${escaped(note)}</p>`).join('')}
<div class="columns">${columns.map(column => columnCard(column, rows)).join('\n')}</div></section>`
}

const fileSection = ({ file, bytes, refused, tables }: FileProfile): string => {
  const size = bytes === null ? '' : `<p>${countInWords(bytes)} bytes</p>`
  if (refused !== null) return `<h2>${escaped(file)}</h2><p class="bad">Cannot be read: ${escaped(refused)}</p>`
  return `<h2>${escaped(file)}</h2>${size}${tables.map(tableSection).join('\n')}`
}

/** One page of what is seen of files, with all that it needs in itself and nothing in it that runs. */
export const profilePage = ({ files }: Profile): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
${mark}
<title>Profile of ${String(files.length)} ${files.length === 1 ? 'file' : 'files'}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>What can be seen of ${String(files.length)} ${files.length === 1 ? 'file' : 'files'}</h1>
<p>Seen without a mapping. No value of a column that probably identifies persons is shown; the rest are received values, so keep this page where the files are kept.</p>
${files.map(fileSection).join('\n')}
</main>
</body>
</html>
`
