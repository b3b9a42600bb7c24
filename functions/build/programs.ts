// What can be started: the product, and its commands for operators.
import { basename } from 'node:path'

export const PROGRAMS = [
  'wrangler-free-local.ts',
  'functions/cli/import.ts',
  'functions/cli/report.ts',
  'functions/cli/restore.ts',
  'functions/cli/seed.ts',
  'functions/cli/verify.ts',
]

/** @returns the name of a program's file in a build */
export const builtName = (program: string) => `${basename(program, '.ts')}.js`
