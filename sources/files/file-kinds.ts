/** What a file is read as, where it may be a table. */
export type Readable = 'archive' | 'gzip' | 'text'

interface Beginning {
  /** Hexadecimal bytes at a place of the file. */
  readonly bytes?: readonly { readonly at: number; readonly hex: string }[]
  /** What its first characters look like, read as Latin text without zero bytes and leading space. */
  readonly start?: RegExp
}

/** What a file is that is no table this product reads, and what to do about it. */
export interface Refusal {
  readonly what: string
  readonly todo: string
}

/** A kind of file by how it begins: one that is read, or one that is refused as what it is. */
export type FileKind = Beginning &
  (
    | { readonly reads: Readable }
    // Of what stays packed, the name alone can say more.
    | (Refusal & { readonly packs?: boolean })
  )

const save = 'export or save it as CSV (UTF-8) or as .xlsx'
const labelled = `${save}, with value labels in place of values`
const unpack = 'unpack it and deliver the file that is in it'
const inR = "save it in R with write.csv(x, file, fileEncoding = 'UTF-8')"
const ask = 'ask for the table itself, as CSV (UTF-8) or .xlsx'

const readable = (reads: Readable, hex: string): FileKind => ({ reads, bytes: [{ at: 0, hex }] })
const packed = (what: string, hex: string, at = 0): FileKind => ({
  what,
  bytes: [{ at, hex }],
  todo: unpack,
  packs: true,
})
const foreign = (what: string, hex: string, at = 0): FileKind => ({ what, bytes: [{ at, hex }], todo: save })
const picture = (what: string, hex: string, at = 0): FileKind => ({ what, bytes: [{ at, hex }], todo: ask })
const written = (what: string, start: RegExp, todo = save): FileKind => ({ what, start, todo })

const dataOfR: Refusal = { what: 'an R data file (.rds, .RData)', todo: inR }
const ofR = (hex: string): FileKind => ({ ...dataOfR, bytes: [{ at: 0, hex }] })

const answer = (start: RegExp): FileKind => ({
  what: 'an error answer of a data service, saved as a file',
  start,
  todo: 'see what the service refuses (rights, token, filter) and export again',
})

/** Kinds of files by their beginning; the first that fits counts, and what fits none is read as text. */
export const fileKinds: readonly FileKind[] = [
  readable('archive', '504b0304'),
  readable('archive', '504b0506'),
  readable('archive', '504b0708'),
  readable('gzip', '1f8b08'),
  packed('a bzip2 archive', '425a68'),
  packed('an archive of compress (.Z)', '1f9d'),
  packed('an LZ4 archive', '04224d18'),
  packed('an LZMA archive', '5d000080'),
  packed('a cabinet of Windows', '4d53434600000000'),
  packed('an xz archive', 'fd377a585a00'),
  packed('a Zstandard archive', '28b52ffd'),
  packed('a 7-Zip archive', '377abcaf271c'),
  packed('a RAR archive', '526172211a07'),
  packed('a tar archive', '7573746172', 257),
  { ...foreign('an SPSS file (.sav)', '24464c32'), todo: labelled },
  { ...foreign('an SPSS file (.zsav)', '24464c33'), todo: labelled },
  foreign('a SAS file (.sas7bdat)', 'c2ea8160b31411cf', 12),
  // R writes versions 2 and 3, in the order of bytes of the network or of its own machine.
  ...['580a0000', '420a02000000', '420a03000000', '420a00000002', '420a00000003'].map(ofR),
  foreign('a Parquet file', '50415231'),
  foreign('an Arrow file', '4152524f5731'),
  foreign('a Feather file', '46454131'),
  foreign('an ORC file', '4f524311'),
  foreign('an Avro file', '4f626a01'),
  foreign('an HDF5 file', '894844460d0a1a0a'),
  foreign('an SQLite database', '53514c69746520666f726d6174203300'),
  foreign('an Access database', '000100005374616e6461726420', 0),
  foreign('a dump of PostgreSQL', '5047444d50'),
  foreign('a dBase file (.dbf)', '03'),
  foreign('a sheet of Lotus 1-2-3', '00001a00'),
  foreign('data of Python (pickle)', '800495'),
  foreign('data of Python (pickle)', '800595'),
  foreign('data of Python (NumPy)', '934e554d5059'),
  // Workbooks before 1993 stand in no container.
  ...['09000400', '09020600', '09040600'].map(hex => ({
    ...foreign('a workbook of the old kind (.xls)', hex),
    todo: 'save it as .xlsx',
  })),
  picture('a PNG picture', '89504e470d0a1a0a'),
  picture('a JPEG picture', 'ffd8ff'),
  {
    ...picture('a BMP picture', '424d'),
    bytes: [
      { at: 0, hex: '424d' },
      { at: 6, hex: '00000000' },
    ],
  },
  picture('a GIF picture', '47494638'),
  picture('a TIFF picture', '49492a00'),
  picture('a TIFF picture', '4d4d002a'),
  picture('a DICOM image', '4449434d', 128),
  {
    ...picture('a WebP picture', '52494646'),
    bytes: [
      { at: 0, hex: '52494646' },
      { at: 8, hex: '57454250' },
    ],
  },
  {
    ...picture('a picture or film of a telephone', '66747970'),
    bytes: [
      { at: 0, hex: '000000' },
      { at: 4, hex: '66747970' },
    ],
  },
  picture('a shortcut to a file', '4c0000000114020000000000'),
  // Older files of Stata: version 105 to 115, order of bytes, 1, 0.
  ...[0x69, 0x6c, 0x6e, 0x6f, 0x71, 0x72, 0x73].flatMap(version =>
    ['01', '02'].map(order => foreign('a Stata file (.dta)', `${version.toString(16)}${order}0100`)),
  ),
  written('a Stata file (.dta)', /^<stata_dta>/),
  written('an SPSS portable file', /ASCII SPSS PORT FILE/),
  written('a SAS transport file (.xpt)', /^HEADER RECORD\*{7}LIB/),
  written('a SAS transport file (.cpt)', /^\*\*COMPRESSED\*\*/),
  written('an R data file (.rds, .RData)', /^(RD[ABX][1-3]\n|A\n[23]\n\d+\n)/, inR),
  written(
    'an R object as text (dput, dump)',
    /^(([\w.]+|"[^"\n]+"|`[^`\n]+`)\s*<-\s*)?(structure\((list|c)\(|(list|data\.frame|tibble)\(([\w.]+|"[^"\n]+"|`[^`\n]+`) = )/,
    inR,
  ),
  written('a MATLAB file', /^MATLAB 5\.0 MAT-file/),
  written('a PDF', /^%PDF-/, ask),
  written('a PostScript file', /^%!PS/, ask),
  written('a Rich Text document', /^\{\\rtf/, ask),
  written('an encrypted file', /^(-----BEGIN PGP|age-encryption\.org|Salted__)/, 'decrypt it before it is delivered'),
  written('a pointer of Git LFS', /^version https:\/\/git-lfs/, 'deliver the file that it points to'),
  written('a dump of a database', /^-- (MySQL|MariaDB|PostgreSQL) (database )?dump/),
  written('a dump of a database', /^(INSERT INTO|CREATE (TABLE|DATABASE)|DROP (TABLE|DATABASE)|SET NAMES) /i),
  written(
    'a mail saved as a file',
    /^(Return-Path|Received|Delivered-To|From|To|Date|Subject|MIME-Version): [^]*\nMIME-Version: 1\.0|^MIME-Version: 1\.0/i,
    'deliver the file that is attached to it',
  ),
  written('a SYLK file', /^ID;P(WXL|CALC|SCALC)/),
  written('a Data Interchange Format file (.dif)', /^TABLE\r?\n0,1\r?\n"/),
  written('HL7 messages', /^(FHS|BHS|MSH)\|\^~\\&/),
  answer(/^\{\s*"(error|errors|message|status|code|detail)"\s*:/i),
  answer(/^\{[^[{}]{0,400}"(error|errors|errcode|errmsg|error_description|exception)"\s*:/i),
  answer(/^(<\?xml[^<>]*\?>\s*)?(<(hash|response|result)>\s*)?<(error|errors|exception|fault)[\s>]/i),
  // The answer of REDCap is such a line; a table has another below it.
  answer(/^error:\s[^\r\n]*\s*$/i),
  answer(
    /^(\d{3} )?(bad request|unauthori[sz]ed|forbidden|access denied|not found|bad gateway|gateway time-?out|service unavailable|internal server error|too many requests|upstream connect error|no healthy upstream)\b[^\r\n,;\t|]*\s*$/i,
  ),
  answer(/^(ORA-\d{5}:|SQLSTATE\[\w{5}\]|ERROR \d{4} \(\w{5}\)|Msg \d+, Level \d+)/),
  written('JSON', /^(\{\s*("|\})|\[\s*(\{|\[|"|\]|-?\d+\s*[,\]]))/),
  written('an XML spreadsheet of 2003', /^<(\?xml|Workbook)[^]*(office:spreadsheet|Excel\.Sheet)/i),
  written('a flat OpenDocument file', /^<(\?xml[^]*)?office:document/i),
  written(
    'a web page (HTML)',
    /^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype html|html|table|meta|head|title|link|body|div|style|script|form)\b/i,
  ),
  written('XML', /^<(\?xml|!doctype|[a-z]+[\s:>])/i),
]

/** What a file is whose content stays packed, by the end of its name: programs pack their own data, and name it as their own. */
export const namedKinds: readonly (Refusal & { readonly name: RegExp })[] = [
  { ...dataOfR, name: /\.(rds|rda|rdata)(\.(gz|bz2|xz|lzma|zst))?$/i },
]

/** Kinds of archives by the name of a part that only they have. */
export const archiveKinds: readonly (Refusal & { readonly part: RegExp })[] = [
  { what: 'a binary workbook (.xlsb)', part: /^xl\/workbook\.bin$/i, todo: 'save it as .xlsx' },
  { what: 'a Word document (.docx)', part: /^word\/document\.xml$/i, todo: ask },
  { what: 'a presentation (.pptx)', part: /^ppt\/presentation\.xml$/i, todo: ask },
  {
    what: 'an OpenDocument file that is no spreadsheet',
    part: /^(content\.xml|META-INF\/manifest\.xml)$/,
    todo: 'save it as .xlsx',
  },
  { what: 'a drawing of Visio (.vsdx)', part: /^visio\/document\.xml$/i, todo: ask },
  { what: 'a document of fixed pages (.xps)', part: /\.fdseq$/i, todo: ask },
  { what: 'a file of Apple Numbers', part: /\.iwa$/i, todo: 'export it as .xlsx or CSV' },
  // The first part of an OpenDocument file or an electronic book; of a damaged one it may be the only one.
  { what: 'a document without a sheet', part: /^mimetype$/, todo: ask },
]
