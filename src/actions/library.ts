import type { Run } from './interpret.ts';
import { type Call, hidden, jsonOf, type Known, lastName } from './known.ts';
import type { Act } from './library-act.ts';
import { DECODING_CALLS } from './library-decoding.ts';
import { FILE_CALLS } from './library-files.ts';
import { GO_CALLS, told, translated } from './library-go.ts';
import { NETWORK_CALLS } from './library-network.ts';
import { clientCall, PROCESS_CALLS } from './library-processes.ts';
import { SCHEDULE_CALLS } from './library-schedules.ts';
import { PURE_CALLS } from './library-values.ts';

/** Python's and JavaScript's names for one library are one name. */
const normal = (name: string): string =>
  name
    .replace(/^node:/, '')
    .replace(/^(fs)\/promises\b|^(fs(?:-extra)?)\.(?:promises|default)\b/, 'fs')
    .replace(/^fs-extra\b/, 'fs')
    .replace(/^((?:fs|child_process)\..+)Sync$/, '$1')
    .replace(/^builtins\./, '');

const CALLS: ReadonlyMap<string, Act> = new Map(
  Object.entries({ ...PURE_CALLS, ...DECODING_CALLS, ...GO_CALLS, ...FILE_CALLS, ...PROCESS_CALLS, ...SCHEDULE_CALLS, ...NETWORK_CALLS }),
);

/** A call to another tool of the agent's, from a script that may call them. */
const toolCall = (name: string, call: Call, running: Run): void => {
  const named = [...call.named].map(([key, value]) => [key, jsonOf(value)] as const);
  const placed = call.args.map((value, index) => [String(index), jsonOf(value)] as const);
  const input = placed.length === 1 && named.length === 0 ? placed[0]![1] : Object.fromEntries([...placed, ...named]);
  const { scene } = running;
  if (scene.call)
    running.emit(
      scene.call(name.startsWith(TOOLS) ? name.slice(TOOLS.length) : name, input, running.about(...call.args, ...call.named.values())),
    );
};
const TOOLS = 'tools.';

/** What a call of a library does and gives. */
export const libraryCall = (call: Call, running: Run): Known | undefined => {
  const named = translated({ ...call, name: normal(call.name) });
  const { name, of } = named;
  if (name.startsWith(TOOLS)) {
    toolCall(name, named, running);
    return undefined;
  }
  const act = CALLS.get(name) ?? (of?.is === 'thing' ? CALLS.get(`*.${lastName(name)}`) : undefined);
  if (act) return act(named, running);
  if (of?.is === 'thing' && of.made) return clientCall(named, running) ?? told(named, running);
  if (of === undefined && running.scene.isTool?.(name)) toolCall(name, named, running);
  if (of?.is !== 'text') return undefined;
  return of.doubt === undefined ? hidden(String(of.value).slice(0, 40), `${lastName(name)} computes it`) : of;
};
