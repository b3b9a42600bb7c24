// Where a command says what it has to say, line by line: its process's own streams, or whatever runs it instead.

export type Streams = { out(line: string): void; err(line: string): void }

export const ownStreams: Streams = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
}
