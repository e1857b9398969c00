/** One message to send: who gets it, and the message whole. */
export interface MailRequest {
  readonly recipient: string
  readonly message: Uint8Array
}

/** What became of a message: the server took it, it was written down because there is no server, or the server refused it for good. */
export type MailOutcome =
  | { readonly state: 'sent'; readonly answer: string }
  | { readonly state: 'written'; readonly answer: string }
  | { readonly state: 'refused'; readonly answer: string }
