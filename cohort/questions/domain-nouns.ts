import { type DomainName, domainNames, domains } from '../../protocol/schema/domains.js'
import { type Told, toldLiteral } from '../../words/told.js'

const titles = domainNames.map(domain => domains[domain].title.toLowerCase())

/** A domain as questions name it. */
export const noun = (domain: DomainName): Told => toldLiteral(domains[domain].title.toLowerCase(), titles)
