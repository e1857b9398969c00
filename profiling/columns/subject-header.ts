// Whole headers, in small letters and without what stands between their words.
const names = new Set(
  `id, pid, ptid, patid, patno, ptno, patientid, patientno, patientnumber, patientcode, patient, subjid, subjectid, subjectno, subject, subjectnumber
  usubjid, pt, recordid, studyid, studyno, screeningid, screeningno, participantid, participantno, participant, caseid, caseno, enrolmentid, randomid
  identifier, personid, person, sid, rid, hadmid, encounterid, visitid, stayid, sampleid, specimenid, barcode, no, nr, number
  patientennr, patientenid, patientennummer, patnr, fallnummer, fallnr, nodossier, numérodedossier, idpatient, idpaciente, numerodepaciente, codicepaziente, kennnummer, pseudonym
  患者编号, 患者編號, 患者id, 患者号, 患者标识, 病人编号, 病人id, 病人号, 受试者编号, 受试者代码, 筛选号, 入组号, 随机号, 研究编号, 研究号, 病例编号, 病例号
  编号, 編號, 序号, 序號, 标本号, 样本号, 样本编号, 条码, 条形码, 影像号, 检查号, 住院编号, 患者番号, 被験者番号, 症例番号, 환자번호, 대상자번호`.split(
    /\s*[,\n]\s*/,
  ),
)

/** Whether a header says that its column holds ids of subjects, visits or samples. */
export const namesSubjects = (header: string): boolean => {
  const last = header.normalize('NFKC').toLowerCase().split('/').at(-1) ?? ''
  return names.has(last.replaceAll(/[\s_.:#()-]+/g, '')) || /(?:^|[\s_-])(?:id|identifier)$/.test(last)
}
