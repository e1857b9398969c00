/** A number computed of decimal ones, cut where binary fractions begin to show: 66.7056 divided by 17.104 is 3.9, or a bound would lie beside it. */
export const decimalNumber = (number: number): number =>
  Number.isInteger(number) ? number : Number(number.toPrecision(13))
