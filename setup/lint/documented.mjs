const isDoc = comment => comment?.type === 'Block' && comment.value.startsWith('*') && /\w/.test(comment.value)

/** Every exported thing has a doc comment, also one that is exported apart from where it is made. */
export const documented = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { bare: "An exported thing has a doc comment of one sentence in the field's words: {{name}}." },
  },
  create: context => {
    const { sourceCode } = context
    const isDocumented = node => isDoc(sourceCode.getCommentsBefore(node).at(-1))
    const demand = (node, name) => {
      if (!isDocumented(node)) context.report({ node, messageId: 'bare', data: { name } })
    }
    /** The statement that makes what a name stands for in this file; none for what was imported. */
    const madeBy = identifier => {
      const variable = sourceCode.getScope(identifier).set.get(identifier.name)
      const [{ type, node, parent } = {}] = variable?.defs ?? []
      if (type === undefined || type === 'ImportBinding') return null
      return type === 'Variable' ? parent : node
    }
    const demandOfName = (identifier, where) => {
      const made = madeBy(identifier)
      if (made === null || !isDocumented(made)) demand(where, identifier.name)
    }
    return {
      ExportNamedDeclaration(node) {
        const { declaration, source, specifiers } = node
        if (declaration !== null) {
          const [first] = declaration.declarations ?? [declaration]
          demand(node, first.id?.name ?? 'what it takes apart')
        }
        // What comes from another file is documented there.
        if (source === null) for (const { local } of specifiers) demandOfName(local, node)
      },
      ExportDefaultDeclaration(node) {
        if (node.declaration.type === 'Identifier') demandOfName(node.declaration, node)
        else demand(node, 'default')
      },
      TSExportAssignment(node) {
        demand(node, 'export =')
      },
    }
  },
}
