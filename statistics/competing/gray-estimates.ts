/**
 * What is known of each group r at an event time t. Estimates carry no hat here: S_r is Kaplan and Meier's survival
 * from any event, F_r the incidence of the cause (Aalen and Johansen).
 */
export interface GroupEstimates {
  /** Y_r(t), the subjects at risk. */
  readonly atRisk: Float64Array
  /** S_r(t-) and S_r(t). */
  readonly survivalBefore: Float64Array
  readonly survival: Float64Array
  /** F_r(t-) and F_r(t). */
  readonly incidenceBefore: Float64Array
  readonly incidence: Float64Array
}

/** The pooled incidence F0 around an event time t, and what it is made from. */
export interface PooledStep {
  /** h(t): the sum over the groups of h_r(t) = Y_r(t) / S_r(t-). */
  readonly h: number
  /** N_1(t): the events of the cause at t, in all groups. */
  readonly events: number
  /** F0(t-), and F0(t) = F0(t-) + N_1(t) / h(t). */
  readonly before: number
  readonly after: number
  /** L(t) = (1 - F0(t-))^rho. */
  readonly weight: number
}
