// A small line over the steps of the period; the chart's table holds the same numbers.

type Props = { readonly values: readonly (number | undefined)[] }

const width = 100
const height = 28

/** Steps without a value leave a gap. Nothing where there are not two to join. */
export function Sparkline({ values }: Props) {
  const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  if (values.filter((value) => value !== undefined).length < 2 || highest === 0) return <div class="spark" />
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={pathOf(values, highest)} fill="none" stroke="currentColor" vector-effect="non-scaling-stroke" />
    </svg>
  )
}

function pathOf(values: readonly (number | undefined)[], highest: number): string {
  let pen = 'M'
  return values
    .flatMap((value, index) => {
      if (value === undefined) {
        pen = 'M'
        return []
      }
      const x = (index / Math.max(1, values.length - 1)) * width
      const y = height - 2 - (value / highest) * (height - 4)
      const point = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`
      pen = 'L'
      return [point]
    })
    .join('')
}
