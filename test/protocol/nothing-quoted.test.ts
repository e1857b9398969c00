import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml'
import { printProblem, StudyInvalid } from '../../protocol/load/study-problems.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { examples } from './changed-study.js'

let place: string
let study: string

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'quoted-'))
  study = join(place, 'dates-and-identifiers')
})

afterAll(() => rm(place, { recursive: true }))

const fresh = async (): Promise<void> => {
  await rm(study, { recursive: true, force: true })
  await cp(join(examples, 'dates-and-identifiers'), study, { recursive: true })
  await writeFile(join(study, 'operations.yaml'), operationsText)
}

/** All that loading a study says, in words and as data; of doubts, which stay on a screen, what is named beside codes. */
const saidOf = async (folder: string): Promise<string> => {
  try {
    const { warnings } = await loadStudy(folder)
    return JSON.stringify([warnings, warnings.map(printProblem)]).replaceAll(
      /(?<=['" ])zq81xkplanted(?=['", ])/g,
      'a-code',
    )
  } catch (error) {
    if (!(error instanceof StudyInvalid)) throw error
    return JSON.stringify([error.message, error.problems])
  }
}

// Texts as they stand in files of secrets, and persons: written with capitals, signs, digits alone, small letters, Chinese.
const planted = [
  'COHORTIUM_IDENTITY_KEY=Zq81xkPlanted',
  'postgresql://cohortium:zq81xkplanted@127.0.0.1:5432/x',
  'zq81xkplanted',
  '9181726354',
  '张伟赵敏',
  'Zq81xk Planted, 12 Mill Lane',
]

const files = ['study.yaml', 'sites/north-clinic.yaml', 'sites/south-clinic.yaml', 'published.yaml', 'operations.yaml']

const operationsText = `mail:
  - { to: team@example.org, name: The team, when: always, sees: subjects }
schedule: { cron: '0 2 * * *', zone: Europe/Berlin }
keeper: { mail: [keeper@example.org], staleAfter: 3 days }
keep: { nights: 30 }
accepted: { openTemporal: { by: A. Keeper, because: nobody else is on this machine } }
`

const publishedText = `source: A paper
values:
  - { key: survival/all/os/treated/-/median, printed: 25.0, label: 'Median OS' }
statements:
  - { id: os-hr, label: OS hazard ratio, kind: hazard ratio, estimate: 0.58, lower: 0.35, upper: 0.94, p: 0.025, level: 0.95 }
`

describe('K1: what a study file says is never shown, wherever it stands', () => {
  test.each(files)('in place of any value of %s, whole and of another kind', async file => {
    await fresh()
    await writeFile(join(study, 'published.yaml'), publishedText)
    const whole = await readFile(join(study, 'study.yaml'), 'utf8')
    await writeFile(join(study, 'study.yaml'), `${whole}\npublished: published.yaml\n`)
    const text = await readFile(join(study, file), 'utf8')
    let places = 0
    const count = parseDocument(text)
    visit(count, {
      Scalar: (key, node) => {
        if (key !== 'key' && isScalar(node)) places += 1
      },
    })
    expect(places).toBeGreaterThan(8)
    for (let at = 0; at < places; at += 1) {
      // Each place with one of the texts, so that all texts meet all kinds of place.
      const secret = planted[at % planted.length] ?? ''
      const changed = parseDocument(text)
      let seen = 0
      visit(changed, {
        Scalar: (key, node) => {
          if (key === 'key') return
          if (seen === at) node.value = at % 4 === 3 && /^\d+$/.test(secret) ? Number(secret) : secret
          seen += 1
        },
      })
      await writeFile(join(study, file), String(changed))
      const said = await saidOf(study)
      expect([at, said.includes(secret), said.includes('zq81xk'), said.includes('张伟')], said).toEqual([
        at,
        false,
        false,
        false,
      ])
    }
    await writeFile(join(study, file), text)
  })

  test.each(files)('in place of any list or mapping of %s', async file => {
    await fresh()
    await writeFile(join(study, 'published.yaml'), publishedText)
    const whole = await readFile(join(study, 'study.yaml'), 'utf8')
    await writeFile(join(study, 'study.yaml'), `${whole}\npublished: published.yaml\n`)
    const text = await readFile(join(study, file), 'utf8')
    const [secret = ''] = planted
    const root = parseDocument(text)
    const keys = isMap(root.contents) ? root.contents.items.map(({ key }) => String(key)) : []
    for (const key of keys) {
      for (const value of [secret, [secret], { of: secret }]) {
        const changed = parseDocument(text)
        changed.set(key, changed.createNode(value))
        await writeFile(join(study, file), String(changed))
        expect(await saidOf(study), key).not.toContain('Zq81xk')
      }
      const inner = root.get(key, true)
      if (!isMap(inner) && !isSeq(inner)) continue
      const changed = parseDocument(text)
      changed.setIn([key, isMap(inner) ? String(inner.items[0]?.key) : 0], secret)
      await writeFile(join(study, file), String(changed))
      expect(await saidOf(study), key).not.toContain('Zq81xk')
    }
  })

  test.each([
    ['a file of secrets', 'COHORTIUM_IDENTITY_KEY=Zq81xkPlanted\nDATABASE_URL=postgresql://a:Zq81xkPlanted@h/x\n'],
    ['a tag', 'study: !Zq81xkPlanted x\n'],
    ['an alias', 'study: *Zq81xkPlanted\n'],
    ['an escape', 'study: "\\Zq81xkPlanted"\n'],
    ['a directive', '%Zq81xkPlanted\n---\nstudy: x\n'],
    ['a block header', 'study: |Zq81xkPlanted\n  x\n'],
    ['a bracket', 'study: [Zq81xkPlanted}\nx\n'],
    ['a sign that begins no text', 'study: @Zq81xkPlanted\n'],
    ['a value of two lines', 'study: Zq81xkPlanted\n  more: Zq81xkPlanted: x\n'],
    ['two documents', 'study: x\n---\nZq81xkPlanted\n'],
    ['an alias in a ring', 'study: &Zq81xkPlanted [*Zq81xkPlanted]\n'],
    ['a number that deceives', 'study: 0x9181726354\n'],
  ])('in what is no YAML: %s', async (_, text) => {
    for (const file of ['study.yaml', 'sites/north-clinic.yaml', 'operations.yaml']) {
      await fresh()
      await writeFile(join(study, file), text)
      const said = await saidOf(study)
      expect(said).toContain(file)
      expect(said).not.toMatch(/Zq81xk|9181726354/)
    }
  })

  test('a file in sites/ that is no id is named by its place, and a long key by its length', async () => {
    await fresh()
    await writeFile(join(study, 'sites', '张伟 zq81xk.yaml'), 'x: 1\n')
    const text = await readFile(join(study, 'study.yaml'), 'utf8')
    await writeFile(join(study, 'study.yaml'), `${text}\n${'zq81xk'.repeat(20)}: 1\n`)
    const said = await saidOf(study)
    expect(said).not.toMatch(/zq81xk|张伟/)
    expect(said).toContain('sites/file 3 of 3:1:1')
    expect(said).toContain('found the unknown key a text of 120 signs')
  })
})

test.each([
  ['sites/north-clinic.yaml', "missing: { '':", "missing: { __proto__: unknown, '':"],
  ['study.yaml', 'variables:', 'variables:\n  __proto__: { from: subject, value: age }'],
] as const)('a key __proto__ of %s is refused by name and not lost', async (file, from, to) => {
  await fresh()
  const text = await readFile(join(study, file), 'utf8')
  expect(text).toContain(from)
  await writeFile(join(study, file), text.replace(from, to))
  expect(await saidOf(study)).toContain("found the key '__proto__', which cannot be used")
})

const outside = async (): Promise<string> => {
  const folder = join(place, 'outside')
  await mkdir(folder, { recursive: true })
  await cp(join(examples, 'dates-and-identifiers', 'sites'), folder, { recursive: true })
  await writeFile(join(folder, 'secret.yaml'), 'source: 7\nvalues: Zq81xkPlanted\n')
  return folder
}

describe('K1: study files are read inside their folder and without links', () => {
  const aLink = 'found a symbolic link, expected a file in the folder itself: links are not followed'

  test.each(['study.yaml', 'sites/north-clinic.yaml'])('%s as a link', async file => {
    await fresh()
    const away = join(await outside(), 'moved.yaml')
    await rename(join(study, file), away)
    await symlink(away, join(study, file))
    expect(await saidOf(study)).toContain(`${file}:1:1: ${aLink}`)
  })

  test('a folder on the way as a link, also one that stays inside', async () => {
    for (const inside of [true, false]) {
      await fresh()
      const real = inside ? join(study, 'other') : join(place, `away-${String(inside)}`)
      await rename(join(study, 'sites'), real)
      await symlink(real, join(study, 'sites'))
      expect(await saidOf(study)).toContain('found a site of which there is no file in sites/')
    }
    await fresh()
    await symlink(await outside(), join(study, 'papers'))
    const text = await readFile(join(study, 'study.yaml'), 'utf8')
    await writeFile(join(study, 'study.yaml'), `${text}\npublished: papers/secret.yaml\n`)
    const said = await saidOf(study)
    expect(said).toMatch(/study\.yaml:\d+:12: the file named here is not read: found a symbolic link/)
    expect(said).not.toContain('papers')
    expect(said).not.toContain('source')
  })

  test.each(['../outside/secret.yaml', '/etc/hostname', 'x/../../outside/secret.yaml', '..\\outside\\secret.yaml'])(
    'published: %s is refused before it is opened',
    async path => {
      await fresh()
      await outside()
      const text = await readFile(join(study, 'study.yaml'), 'utf8')
      await writeFile(join(study, 'study.yaml'), `${text}\npublished: ${path}\n`)
      const said = await saidOf(study)
      expect(said).toContain("found a path that leads out of the study's folder, expected one inside")
      // Opened, it would be said whether it is there, or what it lacks.
      expect(said).not.toMatch(/outside|hostname|no such file|symbolic|missing/)
    },
  )

  test('a name of a site that is no id is named and nothing is opened by it', async () => {
    await fresh()
    const text = await readFile(join(study, 'study.yaml'), 'utf8')
    await writeFile(
      join(study, 'study.yaml'),
      text.replace('sites: [north-clinic', "sites: ['../outside/secret', north-clinic"),
    )
    const said = await saidOf(study)
    expect(said).toContain('found a text of 17 signs, expected an id of lower-case letters')
    expect(said).not.toContain('outside')
  })

  test('what is no regular file is not opened', async () => {
    await fresh()
    const text = await readFile(join(study, 'study.yaml'), 'utf8')
    await writeFile(join(study, 'study.yaml'), `${text}\npublished: sites\n`)
    expect(await saidOf(study)).toContain('the file named here is not read: found something that is no regular file')
  })

  test('the folder itself may be reached by a link, and a file may stand in a folder of it', async () => {
    await fresh()
    await mkdir(join(study, 'papers'))
    await writeFile(join(study, 'papers', 'numbers.yaml'), publishedText)
    const text = await readFile(join(study, 'study.yaml'), 'utf8')
    await writeFile(join(study, 'study.yaml'), `${text}\npublished: ./papers/numbers.yaml\n`)
    const link = join(place, 'by-link')
    await symlink(study, link)
    const { published, study: loaded } = await loadStudy(link)
    expect(published?.values).toHaveLength(1)
    expect((await readdir(join(link, 'sites'))).length).toBe(loaded.sites.length)
  })
})
