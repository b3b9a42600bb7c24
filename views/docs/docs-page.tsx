// The API reference: every address, in groups. It must never say anything that /openapi.json does not.
import { type Assets, Layout } from '../layout.tsx'
import { OperationEntry, type OperationProps } from './operation-entry.tsx'
import { ProblemLinks, type ProblemName } from './problem-links.tsx'
import { Prose } from './prose.tsx'

export type GroupProps = { name: string; description: string; operations: readonly OperationProps[] }

type DocsProps = {
  assets: Assets
  version: string
  /** Paragraphs. */
  description: readonly string[]
  groups: readonly GroupProps[]
  /** Problems that any request can meet. */
  everywhere: readonly ProblemName[]
}

const Contents = ({ groups }: { groups: readonly GroupProps[] }) => (
  <nav class="contents" aria-label="Contents">
    <ul>
      {groups.map(({ name, operations }) => (
        <li>
          <a href={`#group-${name}`}>{name}</a>
          <ul>
            {operations.map(({ id, method, path }) => (
              <li>
                <a href={`#${id}`}>
                  <span class="method">{method}</span> <code>{path}</code>
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  </nav>
)

const KeyField = () => (
  <div class="field api-key" hidden data-script>
    <label for="api-key">
      API key, for every “Try”: it stays in this page’s memory and is sent as a bearer token
    </label>
    <input id="api-key" type="password" autocomplete="off" spellcheck={false} />
  </div>
)

export const DocsPage = ({ assets, version, description, groups, everywhere }: DocsProps) => (
  <Layout title="API reference" assets={assets} current="docs" styles={[assets.docsStyle]}>
    <h1>API reference</h1>
    <div class="docs">
      <Contents groups={groups} />
      <div class="docs-body">
        <section class="block" aria-label="About">
          {description.map((paragraph) => (
            <p>
              <Prose text={paragraph} />
            </p>
          ))}
          <p>
            Version {version}. The same as <a href="/openapi.json">OpenAPI 3.1</a>; every problem is explained
            at <a href="/problems">/problems</a>.
          </p>
          <details class="fold">
            <summary>Problems that any request can meet</summary>
            <ProblemLinks problems={everywhere} />
          </details>
          <KeyField />
        </section>
        {groups.map(({ name, description: about, operations }) => (
          <section class="block" id={`group-${name}`} aria-labelledby={`heading-${name}`}>
            <div class="block-head">
              <h2 id={`heading-${name}`}>{name}</h2>
              <p class="quiet">
                <Prose text={about} />
              </p>
            </div>
            {operations.map((operation) => (
              <OperationEntry {...operation} />
            ))}
          </section>
        ))}
      </div>
    </div>
    <script type="module" src={assets.tryScript} />
  </Layout>
)
