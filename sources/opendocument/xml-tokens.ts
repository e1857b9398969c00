import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'

/** One piece of an XML text: a beginning or end of an element by its name without the prefix, or text between. */
export type XmlToken =
  | {
      readonly kind: 'open'
      readonly prefix: string
      readonly name: string
      readonly attributes: string
      readonly closes: boolean
    }
  | { readonly kind: 'close'; readonly prefix: string; readonly name: string }
  | { readonly kind: 'text'; readonly raw: string; readonly literal: boolean }

const longestToken = 1 << 22

const damaged = (): Unreadable =>
  new Unreadable(told`its content is no whole XML: it is damaged; open it and save it anew, or ask for it again`)

// Where an element's tag ends: a sign > within quotes is none.
const endOfTag = (text: string, from: number): number => {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '>') return at
    if (sign === '"' || sign === "'") {
      at = text.indexOf(sign, at + 1)
      if (at < 0) return -1
    }
  }
  return -1
}

const shape = /^(\/?)(?:([\w.-]+):)?([\w.-]+)([^]*?)(\/?)$/

/** Splits an XML text that comes by pieces; comments and instructions are left out. What takes the tokens says whether it needs more. */
export class XmlTokens {
  private text = ''
  private more = true
  private depth = 0
  private readonly decoder = new TextDecoder()

  constructor(private readonly taken: (token: XmlToken) => boolean) {}

  /** Takes the next bytes; whether more are needed. */
  take(bytes: Buffer): boolean {
    this.text += this.decoder.decode(bytes, { stream: true })
    let from = 0
    while (this.more) {
      const next = this.next(from)
      if (next < 0) break
      from = next
    }
    this.text = this.text.slice(from)
    if (this.more && this.text.length > longestToken) throw damaged()
    return this.more
  }

  /** There are no more bytes. */
  end(): void {
    if (this.more && (this.text.trim() !== '' || this.depth !== 0)) throw damaged()
  }

  private next(from: number): number {
    const { text } = this
    const at = text.indexOf('<', from)
    if (at < 0) return -1
    if (at > from) this.more = this.taken({ kind: 'text', raw: text.slice(from, at), literal: false })
    if (text.startsWith('<!--', at)) return this.behind('-->', at, from)
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at)
      if (end < 0) return at > from ? at : -1
      this.more = this.taken({ kind: 'text', raw: text.slice(at + 9, end), literal: true })
      return end + 3
    }
    // A piece may end within these marks.
    if (text.length - at < 9 && text.startsWith('<!', at)) return at > from ? at : -1
    const end = endOfTag(text, at + 1)
    if (end < 0) return at > from ? at : -1
    if (text[at + 1] === '?' || text[at + 1] === '!') return end + 1
    const [, closing, prefix = '', name = '', attributes = '', closes] = shape.exec(text.slice(at + 1, end)) ?? []
    if (name === '') throw damaged()
    if (closing === '/') this.depth -= 1
    else if (closes !== '/') this.depth += 1
    this.more = this.taken(
      closing === '/'
        ? { kind: 'close', prefix, name }
        : { kind: 'open', prefix, name, attributes, closes: closes === '/' },
    )
    return end + 1
  }

  private behind(mark: string, at: number, from: number): number {
    const end = this.text.indexOf(mark, at)
    return end < 0 ? (at > from ? at : -1) : end + mark.length
  }
}
