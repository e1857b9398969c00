/** Whose day a column holds by its name, where that is no day of what its rows say: of the export, of a birth, of the record, of a report, of a request, of another event. */
export type OtherDay = 'the export' | 'a birth' | 'the record' | 'a report' | 'a request' | 'another event'

// Parts of names, in small letters: the languages put them together (`Druckdatum`, `lab_entry_date`, `审核时间`).
const parts: readonly (readonly [OtherDay, RegExp])[] = [
  [
    'the export',
    /^stand(?![a-z])|^stand(?:datum|vom|am)|datenstand|stichtag|datenschluss|datenabzug|datenauszug|(?<![a-z])as[\s_-]?of(?![a-z])|export|extract|estrazione|(?<![a-z])data[\s_-]?(?:date|cut|lock)|cut[\s_-]?off|snapshot|download|gel des données|fecha de corte|corte de datos|导出|導出|匯出|提取|截止|锁库|数据锁定|数据日期|抽出|カットオフ|データ固定|추출|기준일|컷오프/u,
  ],
  ['a birth', /birth|(?<![a-z])born|出生|生日|geburt|geb\.|生年月|naissance|nacim|nascit|(?<![a-z])dob(?![a-z])/u],
  [
    'the record',
    /creat|modif|updat|(?<![a-z])chang|print|entry|entered|timestamp|uploaded|geändert|erfass|eingabe|angelegt|erstellt|druck|saisie|mise à jour|imprim|stampa|录入|輸入|录库|入库|创建|新建|修改|更新|打印|列印|提交|上传|作成|入力|印刷|작성|수정|입력|출력/u,
  ],
  [
    'a report',
    /report|result|issued|verif|validat|audit|approv|review|releas|authori|signed|signature|sign[\s_-]?off|befund|freigabe|validier|vidier|compte rendu|informe|resultado|referto|报告|報告|结果|結果|审核|審核|复核|发布|签发|审批|보고|판독/u,
  ],
  [
    'a request',
    /order|request|receiv|receipt|arriv|eingang|anforder|auftrag|demande|récept|recept|solicitud|recib|richiesta|ricev|开单|医嘱|申请|接收|签收|收样|到达|受付|依頼|접수|의뢰|처방/u,
  ],
  [
    'another event',
    /admi(?:t|ss)|aufnahme|入院|住院|ingreso|hospitali[sz]|discharg|entlass|出院|(?<![a-z])alta(?![a-z])|sortie|surg|operat|(?<![a-z])op(?![a-z])|手术|手術|randomi[sz]|随机|consent|知情|einwillig|enrol|inclusion|einschluss|入组|入組|登录|登録|登记|registr|screen|筛选|diagnos|确诊|诊断|death|died|deceas|死亡|todes|verstorb|décès|fallec|relapse|recurr|progress|复发|进展|referral|überweis|转诊|transplant|移植|appointment|schedul|planned|(?<![a-z])next|(?<![a-z])due(?![a-z])|geplant|nächst|预约|计划|下次|expir|有效期|billing|invoice|收费|start|begin|stop|(?<![a-z])end(?![a-z])|début|debut|inicio|inizio|开始|結束|结束|停药|開始|終了/u,
  ],
]

/** Whose day a column's name says that it holds, where it is not the day of what its rows say; null where the name says none of that. */
export const otherDay = (header: string): OtherDay | null => {
  const whole = header.normalize('NFKC').toLowerCase()
  return parts.find(([, part]) => part.test(whole))?.[0] ?? null
}

/** Whether a day's name says that a sample was taken: of several days of a result this is its own. */
export const isTaken = (header: string): boolean =>
  /采|抽血|取样|sampl|collect|specimen|draw|taken|abnahme|entnahme|probe|prél[eè]v|prelev|preliev|toma|muestra|採|채/iu.test(
    header.normalize('NFKC'),
  )

/** Whether a day's name says that a sample was sent away. */
export const isSent = (header: string): boolean => /送检|送檢|(?<![a-z])sent(?![a-z])/iu.test(header)
