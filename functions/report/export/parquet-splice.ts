// One Parquet file from many: the row groups of each part as they are, one footer that says where they lie now.
// The parts must have the same columns. It must never decode a page or a statistic.
import {
  decodeStruct,
  encodeStruct,
  type ThriftList,
  type ThriftStruct,
  type ThriftValue,
  unzigzag,
  zigzag,
} from './thrift.ts'

const MAGIC = Buffer.from('PAR1')
/** After the footer: its length in 4 bytes, and the magic again. */
const TAIL_BYTES = 8

// Field ids of parquet.thrift.
const FILE = { schema: 2, rows: 3, rowGroups: 4 }
const ROW_GROUP = { columns: 1, fileOffset: 5, ordinal: 7 }
const COLUMN = { fileOffset: 2, metaData: 3, offsetIndex: 4, columnIndex: 6 }
const META_DATA = { dataPage: 9, indexPage: 10, dictionaryPage: 11, bloomFilter: 14 }

export class ParquetSplice {
  readonly #first: ThriftStruct
  /** Encoded at once: decoded, those of a billion rows would not fit in memory. */
  readonly #rowGroups: Uint8Array[] = []
  #rows = 0n
  #at = MAGIC.length

  /** @param empty a whole file without rows, for its columns */
  constructor(empty: Uint8Array) {
    this.#first = footerOf(empty).footer
  }

  /** What the file begins with. */
  readonly head: Uint8Array = MAGIC

  /**
   * @param part a whole file
   * @returns its bytes that come next, and how many rows they hold
   * @throws Error when it is no Parquet file
   */
  add(part: Uint8Array): { bytes: Uint8Array; rows: number } {
    const { footer, start } = footerOf(part)
    const bytes = part.subarray(MAGIC.length, start)
    const moved = BigInt(this.#at - MAGIC.length)
    for (const rowGroup of listOf(footer, FILE.rowGroups))
      this.#rowGroups.push(encodeStruct(movedRowGroup(rowGroup as ThriftStruct, moved)))
    const rows = unzigzag(fieldOf(footer, FILE.rows) as bigint)
    this.#rows += rows
    this.#at += bytes.length
    return { bytes, rows: Number(rows) }
  }

  /** What the file ends with. */
  end(): Uint8Array {
    const footer = encodeStruct(
      this.#first.map((field) => {
        if (field.id === FILE.rows) return { ...field, value: zigzag(this.#rows) }
        if (field.id !== FILE.rowGroups) return field
        return { ...field, value: { type: 12, items: this.#rowGroups } }
      }),
    )
    const length = Buffer.alloc(4)
    length.writeUInt32LE(footer.length)
    return Buffer.concat([footer, length, MAGIC])
  }
}

function footerOf(file: Uint8Array): { footer: ThriftStruct; start: number } {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
  const isParquet =
    bytes.length > 12 && bytes.subarray(-4).equals(MAGIC) && bytes.subarray(0, 4).equals(MAGIC)
  if (!isParquet) throw new Error('not a Parquet file')
  const end = bytes.length - TAIL_BYTES
  const start = end - bytes.readUInt32LE(end)
  return { footer: decodeStruct(bytes.subarray(start, end)), start }
}

const fieldOf = (struct: ThriftStruct, id: number): ThriftValue =>
  struct.find((field) => field.id === id)?.value ?? null

const listOf = (struct: ThriftStruct, id: number): ThriftValue[] =>
  (fieldOf(struct, id) as ThriftList | null)?.items ?? []

/** Field by field; 0 is no offset: writers leave those fields so that no reader uses. */
const shifted = (struct: ThriftStruct, ids: readonly number[], by: bigint): ThriftStruct =>
  struct.map((field) =>
    ids.includes(field.id) && field.value !== 0n
      ? { ...field, value: zigzag(unzigzag(field.value as bigint) + by) }
      : field,
  )

function movedRowGroup(rowGroup: ThriftStruct, by: bigint): ThriftStruct {
  // The ordinal is optional, and the part's own.
  const fields = shifted(rowGroup, [ROW_GROUP.fileOffset], by).filter(({ id }) => id !== ROW_GROUP.ordinal)
  return fields.map((field) => {
    if (field.id !== ROW_GROUP.columns) return field
    const { type, items } = field.value as ThriftList
    return {
      ...field,
      value: { type, items: items.map((column) => movedColumn(column as ThriftStruct, by)) },
    }
  })
}

const movedColumn = (column: ThriftStruct, by: bigint): ThriftStruct =>
  shifted(column, [COLUMN.fileOffset, COLUMN.offsetIndex, COLUMN.columnIndex], by).map((field) =>
    field.id === COLUMN.metaData
      ? { ...field, value: shifted(field.value as ThriftStruct, Object.values(META_DATA), by) }
      : field,
  )
