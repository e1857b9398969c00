import { describe, expect, test } from 'vitest'
import { problemsOf } from './changed-study.js'

describe('B27: the files of sites are those that the study lists', () => {
  test('a site without its file, and the file that was meant', async () => {
    const problems = await problemsOf(['study.yaml', 'south-clinic]', 'sout-clinic]'])
    expect(problems).toEqual([
      "study.yaml:8:23: found a site of which there is no file in sites/; did you mean 'south-clinic'?",
      'sites/south-clinic.yaml:1:1: the study does not list the site of this file, or the file is not called <site>.yaml',
    ])
  })

  test('a file that no site of the study has', async () => {
    const problems = await problemsOf(['study.yaml', 'north-clinic, south-clinic]', 'north-clinic]'])
    expect(problems).toEqual([
      'sites/south-clinic.yaml:1:1: the study does not list the site of this file, or the file is not called <site>.yaml',
    ])
  })

  test.each<readonly [string, string, string, ...string[]]>([
    [
      'another site than its file says',
      'site: north-clinic',
      'site: nord-clinic',
      "sites/north-clinic.yaml:3:7: found a text of 11 signs, but the file is called north-clinic.yaml, expected north-clinic; did you mean 'north-clinic'?",
    ],
  ])('%s', async (_, from, to, ...told) => {
    expect(await problemsOf(['sites/north-clinic.yaml', from, to])).toEqual(told)
  })
})
