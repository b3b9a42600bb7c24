// Makes an ending that may be asked for again: by the test, and by what cleans up after it.

/** @returns a function that acts at its first call and gives every call that one's answer */
export function once<T>(act: () => Promise<T>): () => Promise<T> {
  let acting: Promise<T> | null = null
  return () => {
    acting ??= act()
    return acting
  }
}
