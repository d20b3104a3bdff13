/** The entry `steepest/plot`: charts as SVG, for pages, files and reports. It needs no browser and no core. */
export { type Axis, type Chart, type Contours, chart, type Series } from './plot/chart.ts'
export { type Panels, panels } from './plot/panels.ts'
