// The one clock that all processes of a machine share: milliseconds since it was started.

export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6
