import { expect, it } from 'vitest'
import { repeatedKeys, repeatedKeysOfEach } from '../../functions/repeated-keys.ts'

const named = (text: string) => repeatedKeys(text, JSON.parse(text)).map(({ path }) => path)

it.each([
  ['{}', []],
  ['{"a":1,"b":"x:y","c":["::"],"d":null}', []],
  ['{"a" :1,\n"a"\t: 2}', ['a']],
  ['{"a":1,"b":2,"a":3,"b":4,"a":5}', ['a', 'b', 'a']],
  ['{"a":1,"\\u0061":2}', ['a']],
  ['{"a":1,"a":"\\u003a"}', ['a']], // as many colons as if it came once
  ['{"a":"\\u003a","b":"\\\\u003a"}', []],
  ['{"a":"\\":","b":"\\\\","c":"{\\"a\\":1}"}', []],
  ['{"a":{"b":1,"b":2},"c":[{"d":1,"d":2}]}', []], // nothing within an event is kept
  ['{"a":{"b":1},"a":{"b":1}}', ['a']],
  ['{"a:b":1,"a":2,"a:b":3}', ['a:b']],
  ['{"__proto__":1,"__proto__":2,"constructor":3}', ['__proto__']],
  ['{"":1,"":2}', ['']],
  ['[{"a":1,"a":2}]', []],
  ['"a:b"', []],
  ['7', []],
])('of %s the keys that come again are %j', (text, keys) => {
  expect(named(text)).toEqual(keys)
})

it('says so in words, shortens what is long, and names no more than twenty', () => {
  const long = `${'k'.repeat(39)}\u{1f600}`
  expect(repeatedKeys(`{"${long}":1,"${long}":2}`, { [long]: 2 })).toEqual([
    { path: `${'k'.repeat(39)}\ufffd`, message: `${'k'.repeat(39)}\ufffd must not come twice` },
  ])
  expect(named(`{${'"a":1,'.repeat(1_000)}"b":2}`)).toHaveLength(20)
})

it('of an array it names the objects by their index, whatever stands between them', () => {
  const text = '[{"a":1,"a":2},[1,2,{"a":1,"a":2}],"a:,a",{"b":"x,y","b":[1,2]},{"c":3}, {"c":{},"c":4}]'
  const found = [...repeatedKeysOfEach(text, JSON.parse(text))]
  expect(found.map(([index, errors]) => [index, errors.map(({ path }) => path)])).toEqual([
    [0, ['a']],
    [3, ['b']],
    [5, ['c']],
  ])
  expect([...repeatedKeysOfEach('[{"a":1},{"a":":"},7]', [{ a: 1 }, { a: ':' }, 7])]).toEqual([])
})
