import { init } from 'echarts';
import { type MeasureName, measures } from '../measures.ts';
import type { Results } from './results.ts';

const shown: readonly MeasureName[] = ['ttfbMs', 'burstMicros'];

/** First byte and CPU per delta next to the peers', as bars of ratios to the floor. */
export function toChart({ rows, date }: Results): string {
  const chosen = shown.flatMap((measure) => rows.find((row) => row.measure === measure) ?? []);
  const names = Object.keys(chosen[0]?.cells ?? {});
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 860, height: 360 });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: { text: 'times the floor, lower is better', subtext: `npm run bench, ${date}`, left: 'center' },
    legend: { bottom: 0, data: chosen.map(({ measure }) => measures[measure].title) },
    grid: { left: 40, right: 20, top: 70, bottom: 60 },
    xAxis: { type: 'category', data: names, axisLabel: { interval: 0 } },
    yAxis: { type: 'value' },
    series: chosen.map(({ measure, cells }) => ({
      name: measures[measure].title,
      type: 'bar',
      data: names.map((name) => Number((cells[name]?.ratio ?? 0).toFixed(2))),
      label: { show: true, position: 'top' },
    })),
  });
  const svg = chart.renderToSVGString();
  // Its timer would keep the process running.
  chart.dispose();
  return svg;
}
