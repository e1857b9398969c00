// Those of a browser (`event`, `name`, `status`) are none here, and words of the field.
const globals = new Set([...Object.getOwnPropertyNames(globalThis), 'undefined', 'arguments'])

const isOfNode = ({ type, parent }) => type === 'ImportBinding' && /^node:/.test(parent.source.value)

const below = scope => scope.childScopes.flatMap(child => [child, ...below(child)])

/** Nothing is called as a global of the language or of Node is, parameters included: a reader takes it for that. */
export const shadows = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { shadowed: "'{{name}}' is a global: call it otherwise." },
  },
  create: context => ({
    'Program:exit'(program) {
      for (const { variables } of below(context.sourceCode.getScope(program)))
        for (const { name, defs } of variables)
          if (globals.has(name) && defs.length > 0 && !defs.every(isOfNode))
            context.report({ node: defs[0].name, messageId: 'shadowed', data: { name } })
    },
  }),
}
