import type { ErrorCode } from 'yaml'

// The parser's own messages may repeat what stands in the file, so each of its classes has words of ours.
const words: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias with a tag or anchor of its own',
  BAD_ALIAS: 'an anchor or alias whose name cannot be read',
  BAD_COLLECTION_TYPE: 'a tag that does not fit what it stands before',
  BAD_DIRECTIVE: 'a line that begins with % and is no directive',
  BAD_DQ_ESCAPE: 'a backslash in a quoted text before a sign that it does not go with',
  BAD_INDENT: 'indented otherwise than the lines around it, or a bracket that is not closed',
  BAD_PROP_ORDER: 'an anchor or tag before the sign that it has to follow',
  BAD_SCALAR_START: 'a text that begins with a sign that wants quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a key and a list or another key on one line',
  BLOCK_IN_FLOW: 'a list or mapping of several lines inside brackets',
  DUPLICATE_KEY: 'a key that stands twice',
  IMPOSSIBLE: 'something that cannot stand here',
  KEY_OVER_1024_CHARS: 'a key of more than 1,024 signs',
  MISSING_CHAR: 'a sign is missing: a colon and space, a comma, a quote or a bracket',
  MULTILINE_IMPLICIT_KEY: 'a key of several lines, or a colon that is missing',
  MULTIPLE_ANCHORS: 'two anchors of one value',
  MULTIPLE_DOCS: 'two documents in one file',
  MULTIPLE_TAGS: 'two tags of one value',
  NON_STRING_KEY: 'a key that is no text',
  RESOURCE_EXHAUSTION: 'lists or mappings that are nested too deeply',
  TAB_AS_INDENT: 'a tab where spaces indent',
  TAG_RESOLVE_FAILED: 'a tag that is not known',
  UNEXPECTED_TOKEN: 'a sign that cannot stand here: a text with it wants quotes',
}

/** What is wrong with a file as YAML, by the parser's class of error and without what stands there. */
export const yamlTrouble = (code: ErrorCode): string => `not readable as YAML: ${words[code]}`
