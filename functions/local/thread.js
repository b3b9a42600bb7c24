// The first module of every thread: a thread does not inherit its process's TypeScript loader (Node 20).
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.module)
