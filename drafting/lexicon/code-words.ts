const listed = (words: string): readonly string[] => words.trim().split(/\s*[,\n]\s*/)

/** Words that mean the same at all hospitals and are in no pack, by field of the shared schema and code. Numbers alone are none: hospitals differ in them. */
export const codeWords: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'contact.status': {
    alive: listed(
      '存活, 生存, 健在, 在世, alive, living, last contact, lebt, lebend, am leben, vivant, vivante, en vie, vivo, viva, vivo/a, 生存中',
    ),
    dead: listed(
      '死亡, 已故, 去世, dead, died, death, deceased, tot, verstorben, gestorben, décédé, décédée, mort, fallecido, fallecida, muerto, deceduto, deceduta',
    ),
  },
  'subject.sex': {
    male: listed('männlich, mann, homme, masculin, hombre, varón, masculino, uomo, maschio'),
    female: listed('weiblich, frau, w, femme, féminin, mujer, femenino, donna, femmina'),
  },
  'adverseEvent.grade': {
    1: listed('Ⅰ, I, 1级, Ⅰ级'),
    2: listed('Ⅱ, II, 2级, Ⅱ级'),
    3: listed('Ⅲ, III, 3级, Ⅲ级'),
    4: listed('Ⅳ, IV, 4级, Ⅳ级'),
    5: listed('Ⅴ, V, 5级, Ⅴ级'),
  },
}

/** Where the median of a cohort stands, in the test's standard unit: a unit in which it would stand elsewhere explains a column worse. */
export const usualMedians: Readonly<Record<string, readonly [number, number]>> = {
  albumin: [22, 55],
  'total-protein': [50, 90],
  alt: [8, 300],
  ast: [8, 300],
  ggt: [8, 600],
  alp: [30, 500],
  ldh: [90, 900],
  bilirubin: [4, 80],
  creatinine: [35, 200],
  urea: [2, 20],
  glucose: [3.5, 12],
  sodium: [128, 148],
  potassium: [3, 5.6],
  haemoglobin: [70, 175],
  platelets: [40, 500],
  leucocytes: [2, 20],
  neutrophils: [1, 15],
  lymphocytes: [0.4, 5],
  weight: [35, 110],
  height: [140, 195],
  'tumour-size': [0.8, 20],
}
