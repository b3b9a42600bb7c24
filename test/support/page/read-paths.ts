// Which of its values a reader of a JSON answer looked at, so that none can be forgotten.

/** Paths such as `points[].start`. */
type Paths = Set<string>

const below = (path: string, key: string, isList: boolean) =>
  isList ? `${path}[]` : `${path}.${key}`.replace(/^\./, '')

/** Of every value that holds no other: numbers, texts, null and lists without anything in them. */
export function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, below(path, key, Array.isArray(value))))
}

/** The same value; whatever is read of it is put down in `read`. */
export function recorded<T>(value: T, read: Paths, path = ''): T {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key, receiver) {
      const found = Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || !Object.hasOwn(target, key) || key === 'length') return found
      const at = below(path, key, Array.isArray(target))
      read.add(at)
      return recorded(found, read, at)
    },
  }) as T
}

/**
 * @param table paths with a reason each; one stands for all that is below it, too
 * @returns what the table must say: the paths that were not read by those of the table that cover them, else by themselves
 */
export function unread(leaves: Paths, read: Paths, table: Readonly<Record<string, string>>): string[] {
  const covers = (path: string, by: string) =>
    path === by || path.startsWith(`${by}.`) || path.startsWith(`${by}[`)
  const missed = [...leaves].filter((path) => !read.has(path))
  return [...new Set(missed.map((path) => Object.keys(table).find((by) => covers(path, by)) ?? path))].sort()
}
