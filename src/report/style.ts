import type { Severity } from '../model/finding.ts';

type Brush = (text: string) => string;

/** What a text looks like by what it is; plain where there is no colour. */
export interface Paint {
  readonly strong: Brush;
  readonly faint: Brush;
  readonly place: Brush;
  readonly good: Brush;
  readonly bad: Brush;
  readonly severity: { readonly [severity in Severity]: Brush };
}

/** How a text report is laid out. */
export interface Style {
  /** Columns. A path is the only thing that may be longer: broken, it could not be opened with a click. */
  readonly width: number;
  readonly paint: Paint;
}
