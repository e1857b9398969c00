import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { settingCommand } from '../../../cli/restore-schedules.js'

const row = {
  study_folder: '/srv/study',
  cron: '0 2 * * *',
  zone: 'Asia/Shanghai',
  exports_folder: null,
  out_folder: '/out',
}

const withSigns = { ...row, study_folder: "/srv/Li's study", exports_folder: '/srv/$exports; ls', cron: '@daily' }
const zone = ['--zone', 'Asia/Shanghai']
const exports = ['--exports', '/srv/$exports; ls']

test.each<[Parameters<typeof settingCommand>[0], readonly string[]]>([
  [row, ['/srv/study', '--cron', '0 2 * * *', ...zone, '--out', '/out']],
  [withSigns, ["/srv/Li's study", '--cron', '@daily', ...zone, ...exports, '--out', '/out']],
])('the command that sets nights again names all folders, and a shell reads it as it is meant', (set, words) => {
  const command = settingCommand(set)
  expect(command).toMatch(/^cohortium schedule set /)
  const read = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
  expect(read.trimEnd().split('\n')).toEqual(['cohortium', 'schedule', 'set', ...words])
})
