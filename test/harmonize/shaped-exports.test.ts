import { expect, test } from 'vitest'
import { harmonizeTexts, madeMapping } from './made-site.js'

const patients = { name: 'p.csv', subject: { column: 'id' } }

const values = async (mapping: ReturnType<typeof madeMapping>, texts: Readonly<Record<string, string>>) => {
  const { site, issues, door } = await harmonizeTexts(mapping, texts)
  return {
    rows: site.rows
      .filter(({ domain }) => domain !== 'subject')
      .map(({ domain, values: own, source: { fileId, row } }) =>
        [
          `${domain} ${fileId} ${row}`,
          ...Object.values(own).map(value =>
            'code' in value ? value.code : 'number' in value ? value.number : 'date' in value ? value.date : value.kind,
          ),
        ].join(' '),
      ),
    subjects: site.subjects.length,
    issues: issues.map(({ kind, row }) => `${kind} ${row}`),
    fates: door.fates,
  }
}

test('results that know an order alone find their patient', async () => {
  const mapping = madeMapping({
    files: {
      patients,
      orders: { name: 'o.csv', subject: { column: 'id' } },
      labs: { name: 'l.csv', subject: { column: 'id' }, join: { file: 'orders', on: 'order', take: ['id', 'taken'] } },
    },
    map: {
      subject: { from: 'patients', sex: 'sex' },
      lab: {
        from: 'labs',
        test: { column: 'test', codes: { albumin: 'albumin' } },
        result: 'value',
        date: { column: 'taken', date: ['YYYY-MM-DD'] },
      },
    },
  })
  const { rows, issues } = await values(mapping, {
    patients: 'id,sex\nP1,m\nP2,f\n',
    orders: 'order,id,taken\n7,P1,2020-01-02\n8,P2,2020-02-03\n',
    labs: 'order,test,value\n8,albumin,40\n7,albumin,38\n9,albumin,36\n',
  })
  expect([...rows].sort()).toEqual(['lab labs 2 albumin 40 2020-02-03', 'lab labs 3 albumin 38 2020-01-02'])
  expect(issues).toEqual(['unreadable-id 4'])
})

test('parts of a file are tables of their own, with the same columns and identifiers', async () => {
  const mapping = madeMapping({
    files: { patients, labs: { name: 'l*.csv', parts: 'all', subject: { column: 'id' } } },
    identifiers: { drop: { labs: ['name'] } },
    map: {
      subject: { from: 'patients', sex: 'sex' },
      lab: {
        from: 'labs',
        test: { column: 'test', codes: { albumin: 'albumin' } },
        result: 'value',
        date: { column: 'taken', date: ['YYYY-MM-DD'] },
      },
    },
  })
  const { rows } = await values(mapping, {
    patients: 'id,sex\nP1,m\nP2,f\n',
    labs: 'id,name,test,value,taken\nP1,Wang Xiaoming,albumin,40,2020-01-02\n',
    'labs.2':
      'name,id,test,value,taken\nLi,P2,albumin,38,2020-03-04\nWang Xiaoming,P1,albumin,40,2020-01-02\nLi,P2,Wang Xiaoming,1,2020-01-01\n',
  })
  expect(rows.slice(0, 2)).toEqual(['lab labs 2 albumin 40 2020-01-02', 'lab labs.2 2 albumin 38 2020-03-04'])
  expect(JSON.stringify(rows)).not.toContain('Xiaoming')
  expect(rows.filter(row => row.includes('2020-01-02'))).toHaveLength(1)
})

test('what an id is made of is masked wherever it stands', async () => {
  const mapping = madeMapping({
    files: { patients: { ...patients, columns: { id: { from: 'no', strip: 'ZYH-', pad: 8 } } } },
    map: { subject: { from: 'patients', sex: 'sex' }, medicalHistory: { from: 'patients', term: 'remark' } },
  })
  const { door, site } = await harmonizeTexts(mapping, {
    patients: 'no,sex,remark\nZYH-445566,m,cirrhosis\nZYH-778899,f,as ZYH-445566 was\n',
  })
  expect(site.subjects.length).toBe(2)
  expect(JSON.stringify([door.received, site])).not.toContain('445566')
  expect(door.issues.map(({ kind }) => kind)).toEqual(['identifier-in-text'])
})

test('rows that are left out are counted, and make nobody', async () => {
  const mapping = madeMapping({
    files: { patients: { ...patients, except: { id: ['TEST*'] } } },
    map: { subject: { from: 'patients', sex: 'sex' } },
  })
  const { subjects, issues, fates } = await values(mapping, { patients: 'id,sex\nP1,m\nTEST 1,f\ntest-2,m\n' })
  expect([subjects, issues, fates]).toEqual([1, [], { patients: { 'left-out': 2 } }])
})

test('a total below rows whose id is filled down is no row of the subject', async () => {
  const mapping = madeMapping({
    files: { patients, labs: { name: 'l.csv', subject: { column: 'id' }, fillDown: ['id'], rows: 'many a subject' } },
    map: {
      subject: { from: 'patients', sex: 'sex' },
      lab: {
        from: 'labs',
        test: { constant: 'albumin' },
        result: { column: 'value', unit: 'g/L' },
        date: { column: 'taken', date: ['YYYY-MM-DD'] },
      },
    },
  })
  const { rows, issues, fates } = await values(mapping, {
    patients: 'id,sex\nP1,m\nP2,f\n',
    labs: 'id,taken,value\nP1,2020-01-02,40\n,2020-02-02,41\n,平均,40.5\nP2,2020-01-02,38\n,合计：3,\n',
  })
  expect(rows).toHaveLength(3)
  expect(issues).toEqual(['not-a-subject 4', 'not-a-subject 6'])
  expect(fates['labs']).toEqual({ 'not-a-subject': 2 })
})
