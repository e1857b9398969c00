const listed = (words: string): readonly string[] => words.trim().split(/\s*[,\n]\s*/)

/** Words that mean the same at all hospitals and are in no pack, by field of the shared schema and code. Numbers alone are none: hospitals differ in them. */
export const codeWords: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'contact.status': {
    alive: listed(
      '存活, 生存, 健在, 在世, alive, living, last contact, lebt, lebend, am leben, vivant, vivante, en vie, vivo, viva, vivo/a, 生存中, 仍存活, 存活中, 活着, 未死亡, still alive, alive with disease, alive without disease, alive at last follow-up',
    ),
    dead: listed(
      '死亡, 已故, 去世, dead, died, death, deceased, tot, verstorben, gestorben, décédé, décédée, mort, fallecido, fallecida, muerto, deceduto, deceduta, 已死亡, 病故, 死, dead of disease, died of disease, passed away, expired',
    ),
  },
  'subject.sex': {
    male: listed('männlich, mann, homme, masculin, hombre, varón, masculino, uomo, maschio'),
    female: listed('weiblich, frau, w, femme, féminin, mujer, femenino, donna, femmina'),
  },
  'adverseEvent.grade': {
    1: listed('Ⅰ, I, 1级, Ⅰ级, 1度, Ⅰ度, 1 级, G1, grade 1, grad 1, gr 1, gr. 1, CTCAE 1'),
    2: listed('Ⅱ, II, 2级, Ⅱ级, 2度, Ⅱ度, 2 级, G2, grade 2, grad 2, gr 2, gr. 2, CTCAE 2'),
    3: listed('Ⅲ, III, 3级, Ⅲ级, 3度, Ⅲ度, 3 级, G3, grade 3, grad 3, gr 3, gr. 3, CTCAE 3'),
    4: listed('Ⅳ, IV, 4级, Ⅳ级, 4度, Ⅳ度, 4 级, G4, grade 4, grad 4, gr 4, gr. 4, CTCAE 4'),
    5: listed('Ⅴ, V, 5级, Ⅴ级, 5度, Ⅴ度, 5 级, G5, grade 5, grad 5, gr 5, gr. 5, CTCAE 5'),
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
