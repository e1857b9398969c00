import { nameOf, namedInPattern, pathOf } from './names.mjs'

// By what a query begins or goes to the database, of Kysely and of the driver.
const asks = new Set(
  `selectFrom selectNoFrom insertInto replaceInto updateTable deleteFrom mergeInto query copyFrom copyTo execute executeQuery
  executeTakeFirst executeTakeFirstOrThrow`.split(/\s+/),
)

/** The database is asked in `sql/` alone, whoever gave the connection. */
export const queries = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: { asked: 'The database is asked in sql/ alone: {{name}}.' },
  },
  create: context => {
    const [starts = []] = context.options
    const report = (node, name) => {
      context.report({ node, messageId: 'asked', data: { name } })
    }
    // Who has the driver from another room has it all the same.
    const handedOn = {
      'ExportNamedDeclaration[source.value=/^[^.]/], ExportAllDeclaration[source.value=/^[^.]/]'({ source }) {
        report(source, source.value)
      },
    }
    if (starts.some(start => new RegExp(start).test(pathOf(context)))) return handedOn
    const refuse = (node, name) => {
      if (asks.has(name)) report(node, name)
    }
    return {
      ...handedOn,
      MemberExpression(node) {
        refuse(node.property, nameOf(node))
      },
      ObjectPattern(node) {
        for (const { property, name } of namedInPattern(node)) refuse(property, name)
      },
      'TaggedTemplateExpression[tag.name="sql"]'(node) {
        report(node, 'sql')
      },
      'CallExpression[callee.object.name="sql"]'(node) {
        report(node, 'sql')
      },
    }
  },
}
