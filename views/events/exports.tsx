// Links to files of the events that a query string lets through: of all of them, not of the page that is shown.

const FORMATS = { csv: 'CSV', ndjson: 'NDJSON', parquet: 'Parquet' }

type ExportsProps = { query: string; of: string }

export const Exports = ({ query, of }: ExportsProps) => (
  <p class="exports">
    {of} as a file:{' '}
    {Object.entries(FORMATS).map(([extension, name], index) => (
      <>
        {index > 0 && ', '}
        <a href={query === '' ? `/export/events.${extension}` : `/export/events.${extension}?${query}`}>
          {name}
        </a>
      </>
    ))}
  </p>
)
