const listed = (words: string): readonly string[] => words.trim().split(/\s*[,\n]\s*/)

/** Words for codes that studies often have, by the code's id: they count where study or another site has that code in the field. */
export const wordsOfCodes: Readonly<Record<string, readonly string[]>> = {
  'first-line': listed('一线, 一线治疗, first line, 1st line, 1L'),
  prior: listed('既往, 既往治疗, previous, prior treatment'),
  subsequent: listed('后续, 后续治疗, 进展后, 进展后治疗, subsequent treatment, second line'),
  'local-therapy': listed('局部治疗, 局部, local therapy, local treatment'),
  comorbidity: listed('合并症, 合并疾病, comorbidities'),
  contraindication: listed('禁忌症, 禁忌, 禁忌证, contraindications'),
  'other-cancer': listed('其他肿瘤, 其他恶性肿瘤, 第二原发肿瘤, other cancer, second primary'),
  pathology: listed('病理, 病理诊断, 组织病理, histology, biopsy, pathological'),
  'enhanced-ct': listed('增强CT, CT增强, contrast CT, enhanced CT'),
  'enhanced-mri': listed('增强MRI, MRI增强, 增强磁共振, contrast MRI, enhanced MRI'),
  clinical: listed('临床诊断, 临床, clinical diagnosis'),
  present: listed('有, 存在, 是, present, yes'),
  absent: listed('无, 没有, 否, absent, no, none'),
  tace: listed('TACE, 肝动脉化疗栓塞, 经肝动脉化疗栓塞, 介入'),
  ablation: listed('消融, 射频消融, 微波消融, RFA'),
  radiotherapy: listed('放疗, 放射治疗, radiation, radiation therapy'),
  'supportive-care': listed('支持治疗, 最佳支持治疗, 对症支持治疗, best supportive care, BSC'),
  refused: listed('拒绝治疗, 患者拒绝, 拒绝, refused treatment'),
  hypertension: listed('高血压, 高血压病'),
  diabetes: listed('糖尿病, 2型糖尿病, diabetes mellitus'),
  'gastrointestinal-bleeding': listed('消化道出血, 上消化道出血, GI bleeding'),
  'autoimmune-hepatitis': listed('自身免疫性肝炎, AIH'),
  'gastric-cancer': listed('胃癌, gastric carcinoma'),
  'colorectal-cancer': listed('结直肠癌, 结肠癌, 直肠癌, colorectal carcinoma'),
  lung: listed('肺'),
  liver: listed('肝, 肝脏'),
}

/** Words that columns of measures are called by that no built-in test is: what stands in one group is one thing. */
export const sameHeaders: readonly (readonly string[])[] = [
  listed(
    'pvtt, portal vein tumour thrombus, portal vein tumor thrombus, portal vein thrombosis, 门静脉癌栓, 门脉癌栓, 门静脉侵犯',
  ),
  listed(
    'tumour size, tumor size, largest tumour, max diam, max diameter, largest diameter, 最大肿瘤直径, 最大病灶直径, 肿瘤最大直径, 肿瘤大小, 肿瘤直径',
  ),
  listed(
    'tumour number, tumor number, number of tumours, number of tumours in the liver, 肿瘤数目, 肿瘤个数, 肝内肿瘤数目, 肝内病灶数, 肝内病灶数目',
  ),
  listed('lung metastases, number of lung metastases, 肺转移灶数目, 肺部病灶数, 肺转移数目, 肺内病灶数'),
  listed('weight loss, wt.loss, weight loss in the last six months, weight loss in 6 months, 体重下降'),
]

/** Words for an end that has not come yet. */
export const ongoingWords = listed(
  '继续, 持续, 至今, 进行中, 未结束, 用药中, ongoing, continuing, continues, present, still on, laufend',
)
