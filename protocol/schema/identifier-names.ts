/** What a column seems to hold by its name: an identifier of a person. */
export type IdentifierName =
  'a name' | 'a national id' | 'a number of a telephone' | 'an address' | 'an address of mail' | 'a record number'

// Whole headers, in small letters and without what stands between their words.
const listed = (texts: string): ReadonlySet<string> => new Set(texts.trim().split(/[\s,]+/))

const names = listed(`
  name, names, fullname, firstname, lastname, surname, forename, givenname, middlename, familyname, maidenname, birthname, nameatbirth, initials
  patientname, patname, ptname, subjectname, nameofpatient, mothername, fathername, contactname, nextofkin, kin, spouse, relative, relatives
  nachname, vorname, familienname, geburtsname, patientenname, nom, prenom, prénom, nomdefamille, nomdenaissance, apellido, apellidos, nombre
  cognome, nome, sobrenome, naam, achternaam, voornaam, nazwisko, imie, imię, jmeno, jméno, prijmeni, příjmení, efternamn, förnamn, namn, navn
  фио, фамилия, имя, отчество, ονομα, επωνυμο, soyad, soyadı, adsoyad, név, vezetéknév, 氏名, 患者氏名, 名前, 姓, 名, フリガナ, 이름, 성명, 환자명, 환자이름`)

const nationalIds = listed(`
  nationalid, nationalidnumber, idcard, idcardno, idcardnumber, idnumber, identitycard, identitynumber, citizenid, residentid, passport, passportno, passportnumber
  ssn, socialsecuritynumber, nhsnumber, nhsno, nino, insuranceno, insurancenumber, healthcardno, healthcardnumber, cprnumber, personnummer, pesel, bsn
  ausweisnummer, versichertennummer, krankenversichertennummer, sozialversicherungsnummer, steuerid, numerosecu, nss, dni, nie, nif, curp, codicefiscale, cpf
  снилс, паспорт, инн, taj, tckimlik, マイナンバー, 保険者番号, 주민등록번호, 주민번호`)

const telephones = listed(`
  phone, phones, phoneno, phonenumber, telephone, telephoneno, telephonenumber, tel, telno, mobile, mobileno, mobilenumber, mobilephone, cellphone, fax
  contactno, contactnumber, homephone, workphone, telefon, telefonnummer, mobil, mobilnummer, handy, handynummer, téléphone, telephoneportable
  telefono, teléfono, celular, telefone, cellulare, telefoon, телефон, τηλεφωνο, 電話, 電話番号, 携帯, 전화, 전화번호, 휴대폰, 연락처`)

const addresses = listed(`
  address, addresses, homeaddress, patientaddress, postaladdress, street, streetaddress, housenumber, postcode, postalcode, zip, zipcode
  adresse, anschrift, wohnort, straße, strasse, plz, postleitzahl, rue, codepostal, direccion, dirección, domicilio, indirizzo, endereco, endereço, adres
  адрес, διευθυνση, lakcím, 住所, 郵便番号, 주소`)

const mails = listed(
  'email, mail, emailaddress, mailaddress, e-mail, emailadresse, courriel, correo, correoelectronico, 邮箱, メール, 이메일',
)

const records = listed(`
  mrn, medicalrecordnumber, medicalrecordno, hospitalno, hospitalnumber, hospitalid, recordno, recordnumber, caseno, casenumber, chartno, chartnumber
  admissionno, admissionnumber, visitno, inpatientno, outpatientno, fallnummer, aktenzeichen, patientennummer, numerodossier, historiaclinica, カルテ番号, 診察券番号, 차트번호, 병록번호, 등록번호`)

const han: readonly (readonly [RegExp, IdentifierName])[] = [
  [/姓名|名字|联系人|聯絡人|家属|家屬|监护人|曾用名/, 'a name'],
  [/身份证|身分證|证件号|護照|护照|社保|医保[卡号]|社会保障|公民身份/, 'a national id'],
  [/电话|電話|手机|手機|联系方式|联络方式/, 'a number of a telephone'],
  [/住址|地址|户籍|戶籍|邮编|郵遞區號/, 'an address'],
  [/邮箱|郵箱|电子邮件/, 'an address of mail'],
  [/住院号|门诊号|病案号|病历号|就诊号|就诊卡|登记号|住院編號|病歷號/, 'a record number'],
]

const lists: readonly (readonly [ReadonlySet<string>, IdentifierName])[] = [
  [names, 'a name'],
  [nationalIds, 'a national id'],
  [telephones, 'a number of a telephone'],
  [addresses, 'an address'],
  [mails, 'an address of mail'],
  [records, 'a record number'],
]

const patientWord = /^(?:patients?|pat|pt|subjects?|participants?)(?=.{2})|(?:(?:of|_)(?:patients?|subjects?))$/

/** What a column's header says that it holds of a person, in several languages; null where it says none of that. */
export const identifierName = (header: string): IdentifierName | null => {
  // Of a header of several rows the last says what stands below it.
  const last = header.normalize('NFKC').toLowerCase().split('/').at(-1) ?? ''
  for (const [form, kind] of han) if (form.test(last)) return kind
  const plain = last.replaceAll(/[\s_.:#()-]+/g, '')
  const bare = plain.replace(patientWord, '')
  for (const [list, kind] of lists) if (list.has(plain) || list.has(bare)) return kind
  return null
}
