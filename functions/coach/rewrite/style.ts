// How a rewording sounds: which of the wordings it takes, and the tone of the brand. It must never change the agent's own words.

/** Tones that are known; any other counts as none. */
const TONES = ['formal', 'friendly', 'empathetic'] as const
export type Tone = (typeof TONES)[number]

export type Style = {
  /** 0: the best wordings; 1 and 2: the next ones. */
  variant: number
  tone: Tone | null
}

const SYNONYMS: Readonly<Record<string, Tone>> = {
  professional: 'formal',
  polite: 'formal',
  warm: 'friendly',
  casual: 'friendly',
  caring: 'empathetic',
  supportive: 'empathetic',
}

/** @param given as a caller writes it, such as "Friendly and warm"; the first word that is known decides */
export function toneOf(given: string | undefined): Tone | null {
  for (const word of (given ?? '').toLowerCase().match(/\p{L}+/gu) ?? []) {
    const tone =
      TONES.find((one) => one === word) ?? (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined)
    if (tone !== undefined) return tone
  }
  return null
}

const SOUNDS: Readonly<Record<Tone, RegExp>> = {
  formal: /^(?!.*['’]).*\b(?:please|may|would)\b/iu,
  friendly: /\b(?:happy|glad|love|let's|great)\b/iu,
  empathetic: /\b(?:understand|appreciate|sorry|see why|hear)\b/iu,
}

/** The wordings, the best first for that style; those that sound like the tone come before the others. */
export function inStyle(wordings: readonly string[], { variant, tone }: Style): string[] {
  const fitting = tone === null ? [] : wordings.filter((one) => SOUNDS[tone].test(one))
  const ordered =
    fitting.length === 0 ? [...wordings] : [...fitting, ...wordings.filter((one) => !fitting.includes(one))]
  const turn = ordered.length === 0 ? 0 : variant % ordered.length
  return [...ordered.slice(turn), ...ordered.slice(0, turn)].map((one) =>
    tone === 'formal' ? withoutContractions(one) : one,
  )
}

const WHOLE: readonly (readonly [RegExp, string])[] = [
  [/\b(can)['’]t\b/giu, '$1not'],
  [/\b(w)on['’]t\b/giu, '$1ill not'],
  [/\b(s)han['’]t\b/giu, '$1hall not'],
  [/\b(is|are|was|were|do|does|did|has|have|had|could|would|should|must)n['’]t\b/giu, '$1 not'],
  [/\b(I)['’]m\b/gu, '$1 am'],
  [/\b(you|we|they)['’]re\b/giu, '$1 are'],
  [/\b(I|you|we|they|he|she|it)['’]ll\b/giu, '$1 will'],
  [/\b(I|you|we|they)['’]ve\b/giu, '$1 have'],
  [
    /\b(I|you|we|they|he|she)['’]d (?=(?:be|like|love|recommend|suggest|prefer|appreciate)\b)/giu,
    '$1 would ',
  ],
  [/\b(it|that|there|here|what)['’]s (?=(?:a|an|the|not|no|important|our|your|my|in|on)\b)/giu, '$1 is '],
  [/\blet['’]s\b/gu, 'let us'],
  [/\bLet['’]s\b/gu, 'Let us'],
]

/** The same text as one writes it in a letter: "I'm" is "I am". */
export const withoutContractions = (text: string): string =>
  /['’]/u.test(text) ? WHOLE.reduce((left, [short, long]) => left.replace(short, long), text) : text
