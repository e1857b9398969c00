const listed = (words: string): readonly string[] => words.trim().split(/\s*[,\n]\s*/)

/**
 * What columns are called, by what they hold: a field of the shared schema, `lab.test` and the like of a table with a row a
 * value, or a test. In Chinese, in English and as they are shortened; compared without capitals, spaces, signs and what
 * `bare-header.ts` takes off.
 */
export const headerWords: Readonly<Record<string, readonly string[]>> = {
  'subject.sex': listed('性别, 性別, sex, gender, geschlecht, sexe, sexo, sesso, sexatbirth, patientsex, pt sex'),
  'subject.birthDate': listed(
    '出生日期, 出生年月日, 出生年月, 生日, 出生, birthdate, dateofbirth, dob, born, birthday, birth, geburtsdatum, datedenaissance, gebdatum, geburtstag, birthdt, bdate, datenaissance, fechadenacimiento, fechanacimiento, datadinascita, 生年月日',
  ),
  'subject.ageYears': listed(
    '年龄, 年齡, 年齢, 年龄岁, 나이, 연령, edad, âge, età, idade, leeftijd, age, ageyears, ageatenrolment, ageatenrollment, ageatdiagnosis, ageatstart, ageatbaseline, ageatentry, alter, 入组年龄, 就诊年龄, 确诊年龄, agey, ageyrs, ageattreatment, ageatfirstdose',
  ),
  'disease.date': listed(
    '诊断日期, 确诊日期, 诊断时间, 确诊时间, diagnosisdate, dateofdiagnosis, dxdate, diagdate, diagnosed, diagnosedon, 初诊日期, 首次诊断日期, 病理诊断日期, dateofdx, erstdiagnose, datumerstdiagnose, diagnosedatum, datedediagnostic, datediagnostic, fechadediagnóstico',
  ),
  'disease.basis': listed(
    '诊断依据, 诊断方式, 确诊方式, 诊断方法, diagnosisbasis, basisofdiagnosis, dxbasis, diagnosticmethod, 确诊依据, 诊断手段, methodofdiagnosis, diagnosismethod, modeofdiagnosis, basisofdx, diagnosisconfirmedby, confirmedby, diagnosesicherung',
  ),
  'disease.stage': listed(
    '分期, 临床分期, 肿瘤分期, 病理分期, tnm分期, stage, tumourstage, tumorstage, clinicalstage, stadium, stade, estadio, stadio, 病期, 臨床病期',
  ),
  'disease.diagnosis': listed('诊断, 诊断名称, 主要诊断, diagnosis, dx, primarydiagnosis, diagnose'),
  'exposure.treatment': listed(
    '治疗, 治疗方案, 方案, 药物, 药品, 药品名称, 药名, 用药, 治疗药物, treatment, drug, drugname, medication, regimen, therapy, txname, arm, agent, what, 药品通用名, 通用名, 治疗名称, 治疗药品, 药物名称, 治疗方法, 治疗方式, treatmentname, agentname, drugs, therapie, behandlung, medikament, wirkstoff, traitement, médicament, tratamiento, fármaco',
  ),
  'exposure.date': listed(
    '开始日期, 开始, 开始时间, 治疗日期, 治疗开始日期, 用药开始日期, 起始日期, startdate, start, treatmentstart, txstart, drugstart, datestart, begin, from, starton, dateofstart, starttime, beginn, 用药起始日期, 用药开始日期, 开始用药日期, 首次用药日期, 首次给药日期, started, startedon, firstdose, firstdosedate, dateoffirstdose, dosestart, treatmentstarted, therapiebeginn, beginndatum, startdatum, datededébut, début, fechadeinicio, inicio, datededébutdutraitement, datededébutdetraitement, datedébuttraitement, débutdutraitement, débuttraitement, fechadeiniciodetratamiento, fechadeiniciodeltratamiento, fechainiciotratamiento, iniciodetratamiento, iniciodeltratamiento, 治療開始日, 投与開始日',
  ),
  'exposure.endDate': listed(
    '结束日期, 结束, 结束时间, 停药日期, 治疗结束日期, 终止日期, enddate, end, treatmentend, txend, stop, stopdate, until, dateend, to, endon, ende, 用药终止日期, 用药结束日期, 末次用药日期, 末次给药日期, stopped, stoppedon, finished, ended, lastdose, lastdosedate, dateoflastdose, therapieende, enddatum, datedefin, fechadefin',
  ),
  'response.response': listed(
    '疗效, 疗效评价, 疗效评估, 评效, 最佳疗效, response, recist, bestresponse, tumourresponse, raresp, overallresponse, bestoverallresponse, bor, recistresponse, responsecategory, bestresponserecist, ansprechen, réponse, respuesta',
  ),
  'response.target': listed('靶区, 部位, 评估部位, target, ratarget, site'),
  'adverseEvent.category': listed(
    '不良反应, 不良事件, 不良反应名称, 事件名称, adverseevent, aeterm, ae, event, toxicity, sideeffect, aename, term, 毒副反应, 副反应, 毒性反应, adverseeventterm, preferredterm, toxicityname, nebenwirkung, nebenwirkungen',
  ),
  'adverseEvent.grade': listed(
    '分级, 级别, 严重程度, 不良反应分级, ctcae分级, grade, aegrade, ctcaegrade, severity, toxicitygrade, 毒性分级, 严重程度分级, 不良事件分级, ctcae, ctcaegrad, grad',
  ),
  'contact.status': listed(
    '状态, 生存状态, 生存状况, 存活状态, 随访状态, 转归, 结局, status, vitalstatus, survivalstatus, outcome, fustatus, alive, event, 生存情况, 存活状态, 存活情况, 生死状态, 目前状态, survival, vitalstate, 転帰, aliveordead, deadoralive, currentstatus, lastknownstatus, patientstatus, statusatlastfollowup, statusatlastcontact, étatvital, statutvital, estadovital, état, etat, estado, stato',
  ),
  'contact.date': listed(
    '随访日期, 末次随访日期, 最后随访日期, 末次随访, 末次随访时间, followupdate, fudate, lastfollowup, lastcontact, lastcontactdate, lastseen, dateoflastcontact, statusdate, lastfollowupdate, lfu, letzterkontakt, datumletzterkontakt, datedesdernièresnouvelles, datededernièresnouvelles, fechadeúltimocontacto, fechaúltimocontacto, fechadelúltimocontacto, últimocontacto, 最終生存確認日, 末次联系日期, 最近随访日期, 最后一次随访日期, 末次随访, datelastseen, lastseenon, lastvisit, lastvisitdate, dateoflastfollowup, dateoflastvisit, lastknownalive, lastknownalivedate, datelastknownalive, lastalive',
  ),
  'exposure.category': listed(
    '治疗线数, 线数, 治疗阶段, 治疗类型, 治疗类别, lineoftherapy, treatmentline, lineoftreatment, therapyline, line, txline, therapielinie, lignedetraitement',
  ),
  // Whether somebody died, by yes and no.
  'contact.died': listed(
    '是否死亡, 死亡, 是否已死亡, 死亡与否, died, dead, death, deceased, deathyn, diedyn, deathevent, deathflag, osevent, eventos, osstatus, verstorben, décédé, fallecido, éxitus, exitus',
  ),
  'contact.offset': listed(
    'daysobserved, followupdays, survivaldays, osdays, daysoffollowup, 随访天数, 生存天数, 生存时间天',
  ),
  'disposition.date': listed(
    '死亡日期, 死亡时间, deathdate, dateofdeath, dod, died, diedon, todesdatum, datededeces, 死亡日, deceasedon, sterbedatum, datedudécès, datededécès, fechadefallecimiento, fechademuerte, fechadeéxitus, fechadeexitus, datadecesso',
  ),
  'row.test': listed(
    '项目, 检验项目, 项目名称, 检查项目, 检测项目, 指标, item, test, testname, analyte, parameter, lab test, labtest, component, labtestname, investigation, laborparameter, untersuchung',
  ),
  'row.result': listed(
    '结果, 检验结果, 检测结果, 结果值, 数值, 测定值, result, value, labresult, resultvalue, wert, messwert, resulttext, numericresult, testresult, ergebnis',
  ),
  'row.unit': listed('单位, 结果单位, unit, units, resultunit, einheit, unitofmeasure, uom, unité, unidad'),
  // Days of any row: what its other columns say was so on this day.
  date: listed(
    `日期, 时间, 检查日期, 评估日期, 记录日期, 随访日期, 就诊日期, 基线日期, 访视日期, 受診日
    date, day, on, taken, takenon, seenon, visitdate, dateofvisit, assessmentdate, dateofassessment, evaluationdate, examdate, examinationdate, basedate
    datum, untersuchungsdatum, visitendatum, fecha, fechadevisita, datedevisite, datadellavisita, 评分日期, 评价日期, 访视日期, 基线评估日期, 入组评估日期, baselinevisit, baselinedate, baselinevisitdate`,
  ),
  'lab.date': listed(
    `检验日期, 化验日期, 检测日期, 采样日期, 采样时间, 采集日期, 采集时间, 标本采集日期, 标本采集时间, 取样日期, 抽血日期, 采血日期, 采血时间, 送检日期, 送检时间
    labdate, sampledate, sampletime, sampled, sampledon, dateofsample, sampletaken, samplingdate, collectiondate, collectiontime, collected, collectedon, collecteddate, dateofcollection
    samplecollectiondate, specimendate, specimencollectiondate, drawdate, blooddrawdate, testdate, labtestdate
    abnahmedatum, abnahme, entnahmedatum, probenahme, probenahmedatum, probenentnahme, probendatum, blutentnahme, labordatum
    datedeprélèvement, datedeprelevement, dateduprélèvement, prélèvement, fechadetoma, fechademuestra, fechadetomademuestra, datadelprelievo, dataprelievo, 採取日, 採血日, 検体採取日, 検査日, 채혈일, 검체채취일, 검사일, 标本日期, 检验采样日期, datebloodstaken, bloodstaken, dateofbloods, bloodsdate, bloodtaken, bloodtestdate, dateofbloodtest, datetaken, datecollected, collectiondatetime, datetimecollected, sampledatetime, dateofsampling, labsdate`,
  ),
  'response.date': listed(
    'radate, scandate, imagingdate, dateofresponse, dateofbestresponse, responsedate, 影像日期, 疗效评估日期',
  ),
  'adverseEvent.date': listed(
    '发生日期, 发生时间, 出现日期, aedate, onsetdate, onset, dateofonset, aestartdate, 起始日期, aeonset, dateonset, auftretenam',
  ),
  'tumour.date': listed('lesdate'),
  'test:albumin': listed(
    '白蛋白, 血清白蛋白, 人血白蛋白, albumin, alb, serumalbumin, albumine, albúmina, albuminserum, salb, アルブミン, 血清アルブミン',
  ),
  'test:total-protein': listed('总蛋白, totalprotein, tp'),
  'test:alt': listed(
    '谷丙转氨酶, 丙氨酸氨基转移酶, 丙氨酸转氨酶, alt, gpt, sgpt, alanineaminotransferase, alat, alaninetransaminase, alanineaminotransaminase, tgp, altsgpt, sgptalt, altgpt, gptalt, alatgpt, gptalat, 丙氨酸转移酶',
  ),
  'test:ast': listed(
    '谷草转氨酶, 天门冬氨酸氨基转移酶, 天冬氨酸氨基转移酶, 天冬氨酸转氨酶, ast, got, sgot, aspartateaminotransferase, asat, aspartatetransaminase, tgo, astsgot, sgotast, astgot, gotast, asatgot, gotasat',
  ),
  'test:ggt': listed('谷氨酰转肽酶, γ-谷氨酰转肽酶, 谷氨酰转移酶, ggt, γ-gt, gammagt, gammaglutamyltransferase'),
  'test:alp': listed('碱性磷酸酶, alp, alkp, alkalinephosphatase'),
  'test:ldh': listed('乳酸脱氢酶, ldh, lactatedehydrogenase'),
  'test:bilirubin': listed(
    '总胆红素, 胆红素, tbil, tbili, totalbilirubin, bilirubin, bili, t-bil, bilirubintotal, totalbili, bilirubinges, gesamtbilirubin, bilirubingesamt, bilirubinetotale, bilirrubinatotal, 血清总胆红素',
  ),
  'test:direct-bilirubin': listed('直接胆红素, 结合胆红素, dbil, directbilirubin, conjugatedbilirubin'),
  'test:creatinine': listed(
    '肌酐, 血肌酐, creatinine, crea, cr, scr, serumcreatinine, kreatinin, créatinine, creatinina, 血清肌酐',
  ),
  'test:urea': listed('尿素, 尿素氮, urea, bun'),
  'test:uric-acid': listed('尿酸, uricacid, ua'),
  'test:glucose': listed('血糖, 葡萄糖, 空腹血糖, glucose, glu, fastingglucose, bloodglucose'),
  'test:sodium': listed('钠, 血钠, sodium, na'),
  'test:potassium': listed('钾, 血钾, potassium, k'),
  'test:haemoglobin': listed(
    '血红蛋白, haemoglobin, hemoglobin, hb, hgb, hämoglobin, hémoglobine, hemoglobina, ヘモグロビン, 血色素量',
  ),
  'test:platelets': listed(
    '血小板, 血小板计数, platelets, platelet, plt, plateletcount, thrombocytes, 血小板数, 血小板总数, thrombozyten, plaquettes, plaquetas, piastrine',
  ),
  'test:leucocytes': listed(
    '白细胞, 白细胞计数, wbc, leucocytes, leukocytes, whitebloodcells, whitecells, 白细胞总数, leukozyten, leucocitos',
  ),
  'test:neutrophils': listed('中性粒细胞, 中性粒细胞计数, neutrophils, neut, anc'),
  'test:lymphocytes': listed('淋巴细胞, 淋巴细胞计数, lymphocytes, lymph, alc'),
  'test:inr': listed('国际标准化比值, inr, pt-inr'),
  'test:prothrombin-time': listed('凝血酶原时间, prothrombintime'),
  'test:crp': listed('c反应蛋白, crp, creactiveprotein'),
  'test:afp': listed(
    '甲胎蛋白, 甲种胎儿球蛋白, afp, alphafetoprotein, α-fetoprotein, alpha-1-fetoprotein, alphafoetoprotein, αfetoprotein, alpha1fetoprotein, 血清甲胎蛋白',
  ),
  'test:cea': listed('癌胚抗原, cea, carcinoembryonicantigen'),
  'test:ca19-9': listed('糖类抗原19-9, 糖类抗原199, ca19-9, ca199'),
  'test:pivka-ii': listed('异常凝血酶原, 脱γ羧基凝血酶原, pivka-ii, pivkaii, dcp, pivka'),
  'test:hbsag': listed(
    '乙肝表面抗原, 乙型肝炎表面抗原, hbsag, hbs-ag, hepatitisbsurfaceantigen, hepbsurfaceantigen, hepbsantigen, hepatitisbsantigen, hbsantigen, hepbsag, hbsurfaceantigen',
  ),
  'test:hbv-dna': listed('乙肝病毒dna, hbv-dna, hbvdna, 乙肝dna'),
  'test:anti-hcv': listed('丙肝抗体, anti-hcv, antihcv, hcvab'),
  'test:ecog': listed(
    'ecog, ecog评分, ecogps, ps评分, 体能评分, 体能状态, 体力状况评分, 体能状态评分, performancestatus, ps, ecogscore, phecog, ecog-ps评分, ecogps评分, 体力评分, 体力状态, 体力状况, 体力状态评分, 体能状况, whops, whoperformancestatus, ecogperformancestatus, ecogstatus, ecogperformance, ecoggrade, oms, indiceoms, psoms, ps状态',
  ),
  'test:karnofsky': listed(
    'karnofsky, kps, kps评分, 卡氏评分, karnofskyscore, karnofskyperformancestatus, karnofskybyphysician, phkarno, karnofskyindex, kpsscore, karnofskyperformancescore, indicedekarnofsky',
  ),
  'test:child-pugh-score': listed(
    'childpugh, child-pugh评分, childpugh评分, child评分, child-pughscore, childpughscore, childpughpoints, cps, cpscore, cp评分, childpugh积分, child-pugh积分, 肝功能child评分, 肝功能childpugh评分, childpughpunkte',
  ),
  'test:child-pugh-class': listed(
    'childpugh, child-pugh分级, childpugh分级, child分级, child-pughclass, childpughclass',
  ),
  'test:weight': listed('体重, weight, bodyweight, wt, gewicht, körpergewicht, poids, peso'),
  'test:height': listed('身高, height, bodyheight, ht, körpergröße, taille, talla, 身長'),
  'test:bmi': listed('体质指数, 体重指数, bmi, bodymassindex'),
}
