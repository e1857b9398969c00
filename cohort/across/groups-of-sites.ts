/** A site with the centre of its values. */
interface CentredSite {
  readonly centre: number
}

/** Sites by whom they agree with. */
export interface SiteGroups<Site> {
  /** The sites that one is unlike; none where it is one of those that others are compared with. */
  readonly against: (site: Site) => readonly Site[]
  /** Whether one group is larger than each other, so that it can be said who differs. */
  readonly certain: boolean
}

/**
 * Groups sites whose centres agree within a distance: the largest group is what all others are compared with. Where two
 * groups are as large, as two sites always are, each is compared with the other.
 */
export const groupsOfSites = <Site extends CentredSite>(sites: readonly Site[], within: number): SiteGroups<Site> => {
  const groupOf = (site: Site): readonly Site[] => sites.filter(({ centre }) => Math.abs(centre - site.centre) < within)
  let largest: readonly Site[] = []
  for (const site of sites) {
    const group = groupOf(site)
    if (group.length > largest.length) largest = group
  }
  const outside = sites.filter(site => !largest.includes(site))
  const rival = outside.map(groupOf).find(group => group.length >= largest.length) ?? []
  const isRival = (site: Site): boolean => rival.includes(site)
  return {
    against: site => {
      if (!largest.includes(site)) return largest
      return rival.length > 0 && !isRival(site) ? rival : []
    },
    certain: rival.length === 0,
  }
}
