// How far the treatment is from the control, absolute and relative to the control.
// Formulas: GrowthBook, docs/statistics/details (the relative one is the delta method again).
import type { Difference, Estimate } from './estimate.ts'

/** In the figure's own unit. At least one variance must be above 0. */
export const absoluteDifference = (control: Estimate, treatment: Estimate): Difference => ({
  estimate: treatment.value - control.value,
  se: Math.sqrt(control.variance / control.n + treatment.variance / treatment.n),
  df: welchSatterthwaite(control, treatment),
})

/** As a share of the control's value, which must not be 0. At least one variance must be above 0. */
export function relativeDifference(control: Estimate, treatment: Estimate): Difference {
  const ofControl = (control.variance * treatment.value ** 2) / (control.value ** 4 * control.n)
  const ofTreatment = treatment.variance / (control.value ** 2 * treatment.n)
  return {
    estimate: (treatment.value - control.value) / control.value,
    se: Math.sqrt(ofControl + ofTreatment),
    df: welchSatterthwaite(control, treatment),
  }
}

/** Degrees of freedom where the variances differ. Formula: Welch (1947), Biometrika 34, 28–35. */
function welchSatterthwaite(a: Estimate, b: Estimate): number {
  const [ofA, ofB] = [a.variance / a.n, b.variance / b.n]
  return (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1))
}
