import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { checkout } from '../support/checkout.js'

/** Makes a check of one file's text, as if it stood in the checkout: does the whole still have its types? */
export const typeChecker = (): ((file: string, text: string) => boolean) => {
  const config = ts.readConfigFile(join(checkout, 'tsconfig.json'), path => readFileSync(path, 'utf8'))
  const parsed = ts.parseJsonConfigFileContent(config.config, ts.sys, checkout)
  let changed: { readonly path: string; readonly text: string } | null = null
  let version = 0
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => parsed.options,
    getScriptFileNames: () => parsed.fileNames,
    getScriptVersion: path => (path === changed?.path ? String(version) : '0'),
    getScriptSnapshot: path => {
      const text = path === changed?.path ? changed.text : ts.sys.readFile(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => checkout,
    getDefaultLibFileName: options => ts.getDefaultLibFilePath(options),
    fileExists: path => ts.sys.fileExists(path),
    readFile: path => ts.sys.readFile(path),
    readDirectory: (...args) => ts.sys.readDirectory(...args),
    directoryExists: path => ts.sys.directoryExists(path),
    getDirectories: path => ts.sys.getDirectories(path),
  }
  const service = ts.createLanguageService(host)
  return (file, text) => {
    version += 1
    changed = { path: join(checkout, file), text }
    // What a change does to the types of other files shows when they are compiled, which is a way to be noticed too.
    const found = [...service.getSyntacticDiagnostics(changed.path), ...service.getSemanticDiagnostics(changed.path)]
    return found.every(({ category }) => category !== ts.DiagnosticCategory.Error)
  }
}
