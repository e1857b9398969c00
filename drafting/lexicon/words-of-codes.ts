const listed = (words: string): readonly string[] => words.trim().split(/\s*[,\n]\s*/)

/** Words for codes that studies often have, by the code's id: they count where study or another site has that code in the field. */
export const wordsOfCodes: Readonly<Record<string, readonly string[]>> = {
  'first-line': listed(
    '一线, 一线治疗, first line, 1st line, 1L, 一线方案, firstline, 1st-line, line 1, 1. Linie, Erstlinie',
  ),
  prior: listed(
    '既往, 既往治疗, previous, prior treatment, 既往用药, 既往抗肿瘤治疗, prior therapy, prior line, Vortherapie',
  ),
  subsequent: listed(
    '后续, 后续治疗, 进展后, 进展后治疗, subsequent treatment, second line, 后线, 后线治疗, second-line, 2nd line, 2L, line 2, later line, post-progression, after progression, 2. Linie',
  ),
  'local-therapy': listed(
    '局部治疗, 局部, local therapy, local treatment, 局部处理, locoregional therapy, loco-regional',
  ),
  comorbidity: listed('合并症, 合并疾病, comorbidities'),
  contraindication: listed('禁忌症, 禁忌, 禁忌证, contraindications'),
  'other-cancer': listed('其他肿瘤, 其他恶性肿瘤, 第二原发肿瘤, other cancer, second primary'),
  pathology: listed(
    '病理, 病理诊断, 组织病理, histology, biopsy, pathological, 病理活检, 活检, 病理学, histopathology, histological, histologie, tissue, cytology or histology',
  ),
  'enhanced-ct': listed('增强CT, CT增强, contrast CT, enhanced CT, 增强 CT, CECT, ceCT, contrast-enhanced CT, KM-CT'),
  'enhanced-mri': listed(
    '增强MRI, MRI增强, 增强磁共振, contrast MRI, enhanced MRI, MRI 增强, 增强MR, MR增强, CEMRI, contrast-enhanced MRI, KM-MRT',
  ),
  clinical: listed('临床诊断, 临床, clinical diagnosis, 临床确诊, clinically'),
  present: listed('有, 存在, 是, present, yes'),
  absent: listed('无, 没有, 否, absent, no, none'),
  tace: listed('TACE, 肝动脉化疗栓塞, 经肝动脉化疗栓塞, 介入'),
  ablation: listed('消融, 射频消融, 微波消融, RFA'),
  radiotherapy: listed(
    '放疗, 放射治疗, radiation, radiation therapy, RT, EBRT, IMRT, SBRT, 调强放疗, 调强放射治疗, 立体定向放疗, radiation treatment, bestrahlung, strahlentherapie, radiothérapie, radioterapia',
  ),
  'supportive-care': listed(
    '支持治疗, 最佳支持治疗, 对症支持治疗, best supportive care, BSC, 姑息支持治疗, supportive',
  ),
  refused: listed('拒绝治疗, 患者拒绝, 拒绝, refused treatment'),
  hypertension: listed('高血压, 高血压病, hypertonie, arterielle hypertonie, hypertension artérielle, 血压升高'),
  diabetes: listed('糖尿病, 2型糖尿病, diabetes mellitus'),
  'gastrointestinal-bleeding': listed('消化道出血, 上消化道出血, GI bleeding'),
  'autoimmune-hepatitis': listed('自身免疫性肝炎, AIH'),
  'gastric-cancer': listed('胃癌, gastric carcinoma'),
  'colorectal-cancer': listed('结直肠癌, 结肠癌, 直肠癌, colorectal carcinoma'),
  diarrhoea: listed('diarrhea, diarrhö, diarrhoe, durchfall, diarrhée, 腹泻'),
  fatigue: listed('乏力, 疲劳, 疲乏'),
  proteinuria: listed('蛋白尿, 尿蛋白, 尿蛋白阳性, proteinurie, protéinurie'),
  'hand-foot-syndrome': listed(
    '手足综合征, 手足皮肤反应, 手足反应, 手足综合症, palmar-plantar erythrodysesthesia syndrome, palmar-plantar erythrodysesthesia, hand-foot skin reaction, HFSR, hand foot syndrome',
  ),
  'decreased-appetite': listed('食欲减退, 食欲下降, 食欲不振, 纳差, anorexia, loss of appetite, appetite decreased'),
  hypothyroidism: listed('甲减, 甲状腺功能减退, 甲状腺功能减退症, 甲状腺功能低下'),
  'platelets-decreased': listed(
    '血小板减少, 血小板降低, 血小板下降, 血小板计数降低, thrombocytopenia, platelet count decreased, low platelets',
  ),
  'ast-increased': listed(
    'AST升高, 谷草转氨酶升高, AST increased, elevated AST, raised AST, aspartate aminotransferase increased',
  ),
  'alt-increased': listed(
    'ALT升高, 谷丙转氨酶升高, ALT increased, elevated ALT, raised ALT, alanine aminotransferase increased',
  ),
  'bilirubin-increased': listed(
    '总胆红素升高, 胆红素升高, 高胆红素血症, blood bilirubin increased, hyperbilirubinaemia, hyperbilirubinemia, elevated bilirubin, raised bilirubin',
  ),
  lung: listed('肺'),
  liver: listed('肝, 肝脏'),
}

/** Words that columns of measures are called by that no built-in test is: what stands in one group is one thing. */
export const sameHeaders: readonly (readonly string[])[] = [
  listed(
    'pvtt, portal vein tumour thrombus, portal vein tumor thrombus, portal vein thrombosis, 门静脉癌栓, 门脉癌栓, 门静脉侵犯, 门脉侵犯, 门静脉癌栓情况, portal vein invasion, portal vein tumour thrombosis, portal vein tumor thrombosis, portal vein involvement',
  ),
  listed(
    'tumour size, tumor size, largest tumour, max diam, max diameter, largest diameter, 最大肿瘤直径, 最大病灶直径, 肿瘤最大直径, 肿瘤大小, 肿瘤直径, 肿瘤最大径, 肿瘤最大径线, 最大瘤径, 最大肿瘤径, 最大病灶径, 病灶最大径, largest lesion, largest lesion diameter, largest tumor, largest tumour diameter, largest tumor diameter, max tumour diameter, max tumor diameter, maximum diameter, maximum tumour diameter, maximum tumor diameter, tumour diameter, tumor diameter, größter tumor',
  ),
  listed(
    'tumour number, tumor number, number of tumours, number of tumours in the liver, 肿瘤数目, 肿瘤个数, 肝内肿瘤数目, 肝内病灶数, 肝内病灶数目, 肝内病灶个数, 肿瘤数量, 肝内肿瘤个数, number of liver lesions, no of liver lesions, liver lesions, no of tumours, no of tumors, number of tumors, tumour count, tumor count, number of liver tumours, number of liver tumors, anzahl lebertumoren',
  ),
  listed(
    'lung metastases, number of lung metastases, 肺转移灶数目, 肺部病灶数, 肺转移数目, 肺内病灶数, 肺转移个数, 肺转移灶个数, 肺转移灶数, 肺转移瘤数目, number of lung mets, no of lung mets, lung mets, no of lung metastases, lung metastasis count, number of pulmonary metastases, pulmonary metastases, anzahl lungenmetastasen',
  ),
  listed(
    'weight loss, wt.loss, weight loss in the last six months, weight loss in 6 months, wt loss, 体重下降, perte de poids, gewichtsverlust',
  ),
]

/** Words for an end that has not come yet. */
export const ongoingWords = listed(
  '继续, 持续, 至今, 进行中, 未结束, 用药中, ongoing, continuing, continues, present, still on, laufend',
)
