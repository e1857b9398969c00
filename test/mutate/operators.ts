import ts from 'typescript'

/** One change of one place of a file: the text from `start` to `end` is replaced. */
export interface Mutation {
  readonly start: number
  readonly end: number
  readonly text: string
  /** What was done, in a word. */
  readonly operator: string
}

const swapped: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
}

const swappedMethods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  trim: 'toString',
  toLowerCase: 'toUpperCase',
  toUpperCase: 'toLowerCase',
}

const isWord = (text: string): boolean => /\p{L}/u.test(text)

const ofNumber = (node: ts.NumericLiteral): string => (Number(node.text) === 0 ? '1' : `${Number(node.text) + 1}`)

const ofExpression = (node: ts.Node, file: ts.SourceFile): Omit<Mutation, 'start' | 'end'> | null => {
  if (ts.isNumericLiteral(node)) return { text: ofNumber(node), operator: 'number' }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { text: 'false', operator: 'truth' }
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { text: 'true', operator: 'truth' }
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return isWord(node.text) ? { text: "'mutated'", operator: 'text' } : null
  }
  if (ts.isConditionalExpression(node)) {
    const [whenTrue, whenFalse] = [node.whenTrue.getText(file), node.whenFalse.getText(file)]
    return { text: `${node.condition.getText(file)} ? ${whenFalse} : ${whenTrue}`, operator: 'branches' }
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return { text: node.operand.getText(file), operator: 'negation' }
  }
  return null
}

const isOutsideCode = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)

const ofStatement = (node: ts.Node): string | null => {
  if (ts.isIfStatement(node) && node.elseStatement === undefined) return ''
  return ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) ? '' : null
}

/** Every change that can be made to a file's code, in the order of their places; types, imports and comments stay. */
export const mutationsOf = (file: ts.SourceFile): readonly Mutation[] => {
  const found: Mutation[] = []
  const add = (node: ts.Node, text: string, operator: string): void => {
    found.push({ start: node.getStart(file), end: node.getEnd(), text, operator })
  }
  const visit = (node: ts.Node): void => {
    if (isOutsideCode(node)) return
    if (ts.isBinaryExpression(node)) {
      const other = swapped[node.operatorToken.getText(file)]
      if (other !== undefined) add(node.operatorToken, other, 'operator')
    }
    if (ts.isPropertyAccessExpression(node)) {
      const other = swappedMethods[node.name.text]
      if (other !== undefined) add(node.name, other, 'method')
    }
    const changed = ofExpression(node, file)
    if (changed !== null) add(node, changed.text, changed.operator)
    const statement = ofStatement(node)
    if (statement !== null) add(node, statement, 'left out')
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** A file's text with one change made. */
export const mutated = (text: string, { start, end, text: put }: Mutation): string =>
  text.slice(0, start) + put + text.slice(end)
