import { expect, it } from 'vitest'
import { baseUrl, isHost } from '../../functions/edge/host-names.ts'
import { writerHost } from '../../functions/local/writer-host.ts'

it('a host is reached by its own name, and every address of the machine by its loopback one', () => {
  const hosts = ['127.0.0.1', '::1', 'coach.example.com', '0.0.0.0', '::']
  expect(hosts.map((host) => baseUrl(host, 8000))).toEqual([
    'http://127.0.0.1:8000',
    'http://[::1]:8000',
    'http://coach.example.com:8000',
    'http://127.0.0.1:8000',
    'http://[::1]:8000',
  ])
})

it('addresses and names are hosts; URLs, ports and what DNS has not are none', () => {
  expect(['0.0.0.0', '::', 'fd00::7', 'coach', 'a-1.example'].filter((host) => !isHost(host))).toEqual([])
  expect(['http://x', 'x:80', '-x', 'x-', 'a b', 'x/', '[::1]'].filter(isHost)).toEqual([])
})

it('the writer’s port is open to other machines only where the writer runs alone', () => {
  const open = (role: 'all' | 'write' | 'report') =>
    ['0.0.0.0', '::1', 'coach.example.com'].map((host) => writerHost({ host, role }))
  expect({ all: open('all'), write: open('write') }).toEqual({
    all: ['127.0.0.1', '::1', '127.0.0.1'],
    write: ['0.0.0.0', '::1', 'coach.example.com'],
  })
})
