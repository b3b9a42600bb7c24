// The named steps of staging a file, in a process of the command's own; what then comes into the ledger has its steps there.
// A fault test stops the command at one of them: the hook is an argument, not a mock.

export const STAGE_STEPS = ['folder-made', 'file-parsed', 'file-ordered', 'file-staged'] as const

export type AtStageStep = (step: (typeof STAGE_STEPS)[number]) => void
