// What a check of the doctor finds: one line about one thing.

/** `unknown`: it could not be looked at, because of what another check names, or because this system does not tell. */
type State = 'well' | 'ill' | 'unknown'

/** `says`: a sentence for the operator; of what is ill also what to do. */
export type Finding = { check: string; state: State; says: string }

export const well = (check: string, says: string): Finding => ({ check, state: 'well', says })
export const ill = (check: string, says: string): Finding => ({ check, state: 'ill', says })
export const unknown = (check: string, says: string): Finding => ({ check, state: 'unknown', says })
