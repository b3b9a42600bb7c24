// The tones that a draft may be asked to be rewritten in.

export const TONES = ['friendly', 'formal', 'empathetic'] as const
