// Thrift's compact protocol as Parquet footers use it: decoded into fields with their wire types, so that what is
// not understood is written again bit by bit. It must never know what a field means.

const [TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT] = [1, 2, 3, 7, 8, 9, 10, 12] as const

type ThriftField = { id: number; type: number; value: ThriftValue }
export type ThriftStruct = ThriftField[]
export type ThriftList = { type: number; items: ThriftValue[] }
/** An integer (still zigzag), the bytes of a binary, a byte or a double, or of a struct that is encoded already. */
export type ThriftValue = bigint | Uint8Array | ThriftStruct | ThriftList | null

/** @throws Error for what is no struct of this protocol */
export function decodeStruct(bytes: Uint8Array): ThriftStruct {
  let at = 0
  const byte = (): number => {
    const value = bytes[at]
    if (value === undefined) throw new Error('thrift: the bytes end too early')
    at += 1
    return value
  }
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const next = byte()
      value |= BigInt(next & 0x7f) << shift
      if (next < 0x80) return value
    }
  }
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new Error('thrift: the bytes end too early')
    at += length
    return bytes.subarray(at - length, at)
  }
  function value(type: number): ThriftValue {
    if (type === BYTE) return take(1)
    if (type > BYTE && type < DOUBLE) return varint()
    if (type === DOUBLE) return take(8)
    if (type === BINARY) return take(Number(varint()))
    if (type === STRUCT) return struct()
    if (type !== LIST && type !== SET) throw new Error(`thrift: type ${type} is not of a footer`)
    const head = byte()
    const length = head >> 4 === 15 ? Number(varint()) : head >> 4
    const of = head & 15
    // In a list a boolean is a byte of its own.
    return {
      type: of,
      items: Array.from({ length }, () => (of === TRUE || of === FALSE ? take(1) : value(of))),
    }
  }
  function struct(): ThriftStruct {
    const fields: ThriftStruct = []
    let id = 0
    for (let head = byte(); head !== 0; head = byte()) {
      const type = head & 15
      id = head >> 4 === 0 ? Number(unzigzag(varint())) : id + (head >> 4)
      fields.push({ id, type, value: type === TRUE || type === FALSE ? null : value(type) })
    }
    return fields
  }
  return struct()
}

export function encodeStruct(fields: ThriftStruct): Uint8Array {
  const parts: Uint8Array[] = []
  const push = (...bytes: number[]) => void parts.push(Uint8Array.from(bytes))
  const varint = (value: bigint) => {
    let rest = value
    for (; rest >= 0x80n; rest >>= 7n) push(Number(rest & 0x7fn) | 0x80)
    push(Number(rest))
  }
  function write(type: number, value: ThriftValue): void {
    if (typeof value === 'bigint') varint(value)
    else if (value instanceof Uint8Array) {
      if (type === BINARY) varint(BigInt(value.length))
      parts.push(value)
    } else if (Array.isArray(value)) struct(value)
    else if (value !== null) {
      const { items, type: of } = value
      push((Math.min(items.length, 15) << 4) | of)
      if (items.length >= 15) varint(BigInt(items.length))
      for (const item of items) write(of, item)
    }
  }
  function struct(all: ThriftStruct): void {
    let before = 0
    for (const { id, type, value } of all) {
      const step = id - before
      if (step > 0 && step < 16) push((step << 4) | type)
      else {
        push(type)
        varint(zigzag(BigInt(id)))
      }
      write(type, value)
      before = id
    }
    push(0)
  }
  struct(fields)
  return Buffer.concat(parts)
}

export const zigzag = (value: bigint): bigint => (value < 0n ? -value * 2n - 1n : value * 2n)
export const unzigzag = (value: bigint): bigint => (value & 1n ? -(value + 1n) / 2n : value / 2n)
