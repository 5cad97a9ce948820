import type { Json } from '../model/location.ts';
import type { Said } from './said.ts';

/** A call as the tool's own span tells it. */
export interface Use {
  readonly id?: string | undefined;
  readonly tool: string;
  /** Absent where arguments are not recorded. */
  readonly input?: Json | undefined;
  readonly at: string;
  readonly inputAt: string;
  /** Counts only where no work lies below it. */
  readonly leaf?: boolean | undefined;
  readonly answer?:
    | { readonly text: string; readonly ok?: boolean | undefined; readonly blocked?: boolean | undefined; readonly at: string }
    | undefined;
}

/** What one span of a trace tells of an agent's run. */
export interface Told {
  readonly kind?: 'model' | 'tool' | 'agent' | 'other' | undefined;
  /** Conversation that spans several traces. */
  readonly session?: string | undefined;
  readonly agent?: string | undefined;
  readonly model?: string | undefined;
  /** What a model was sent, history included. */
  readonly input?: readonly Said[] | undefined;
  readonly output?: readonly Said[] | undefined;
  readonly use?: Use | undefined;
}

/** What several readings of one span have found, the first of each. */
export const combined = (readings: readonly Told[]): Told => {
  const all: { [key in keyof Told]: Told[key] } = {};
  for (const reading of readings)
    for (const key of Object.keys(reading) as (keyof Told)[]) {
      const found = reading[key];
      if (found === undefined || all[key] !== undefined || (Array.isArray(found) && found.length === 0)) continue;
      (all as { [key: string]: unknown })[key] = found;
    }
  return all;
};

/** How the OpenAI Agents SDK names the tool that hands over to an agent; spans of the hand-over name the agent. */
export const handoffTool = (agent: string): string => `transfer_to_${agent.replace(/\W/g, '_').toLowerCase()}`;
