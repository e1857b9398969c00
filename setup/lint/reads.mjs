// What a function of sql/ is called that changes nothing there; classes and types begin with a capital letter.
const looks = /^(select|count|read|is|are)?[A-Z]/

/** A room of read models takes of sql/ what looks, and nothing that writes. */
export const reads = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { writes: 'A room of read models only asks: {{name}} is no select, count, read, is or are.' },
  },
  create: context => ({
    'ImportDeclaration[importKind="value"][source.value=/[/]sql[/]/]'({ specifiers }) {
      for (const one of specifiers) {
        const name = one.imported?.name ?? 'all of it'
        if (one.importKind !== 'type' && !looks.test(name))
          context.report({ node: one, messageId: 'writes', data: { name } })
      }
    },
    'ImportExpression[source.value=/[/]sql[/]/]'(node) {
      context.report({ node, messageId: 'writes', data: { name: 'all of it' } })
    },
  }),
}
