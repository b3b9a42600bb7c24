// A figure that may be unknown. Unknown is drawn as a dash that says so; it must never be drawn as 0.

export const Unknown = () => (
  <span class="unknown" title="not known">
    <span aria-hidden="true">–</span>
    <span class="visually-hidden">not known</span>
  </span>
)

export const Figure = (props: { value: number | null; as: (value: number) => string }) =>
  props.value === null || !Number.isFinite(props.value) ? <Unknown /> : props.as(props.value)
