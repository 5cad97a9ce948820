// https://www.harborframework.com/docs/trajectory-format
import { posix } from 'node:path';
import { sent, step } from '../dialects/atif.ts';
import type { Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { flags } from '../threads/conditions.ts';
import type { Turn } from '../threads/history.ts';
import type { Thread } from '../threads/walk.ts';
import { CLAUDE_TOOLS } from './claude-tools.ts';
import type { Framework } from './framework.ts';
import { along, grades, taskOf, wordsAlong } from './runs.ts';

/** Tools of agents that write this format themselves; those of others are known by their common names. */
const TOOLS: Tools = {
  ...CLAUDE_TOOLS,
  // Keys that are pressed in a terminal; the return key runs what was typed.
  bash_command: { shell: 'keystrokes|command' },
  mark_task_complete: 'harmless',
  finish: { message: { text: 'message', to: '=user' } },
  task_tracker: 'harmless',
};

const isTrajectory = (root: Json | undefined): boolean => text(root, 'schema_version')?.startsWith('ATIF-v') ?? false;

/** What Harbor says of a trial: which task, which agent, and what the verifier made of it. */
const isTrial = (root: Json | undefined): boolean =>
  text(root, 'trial_name') !== undefined && text(root, 'task_name') !== undefined && isObject(get(root, 'agent_info'));

const isCopied = (step: Json): boolean => get(step, 'is_copied_context') === true;

const idOf = (root: Json): string | undefined => text(root, 'trajectory_id') ?? text(root, 'session_id');

const learn = (thread: Thread, root: Json): void => {
  const agent = get(root, 'agent');
  thread.learn({ model: text(agent, 'model_name'), agent: text(agent, 'name') });
};

/** Trajectories of the Agent Trajectory Interchange Format, and the trials of Harbor that they belong to with their rewards. */
export const atif: Framework = {
  name: 'atif',
  recognise({ document, root }) {
    if (!document || !isObject(root)) return undefined;
    // What goes on from another repeats its steps; the one with the fewest repeated ones is read first.
    const score = 0.96 - list(root, 'steps').filter(isCopied).length * 1e-6;
    if (isTrajectory(root)) return { score, shape: { header: Object.keys(root).filter((key) => key !== 'steps'), each: '/steps' } };
    return isTrial(root) ? { score: 0.9, shape: { each: '' } } : undefined;
  },
  /** A trial with its agent's trajectory, a trajectory with those that go on from it or that it sent out. */
  bundle({ artifact: { uri }, root }: Sample) {
    const folder = posix.dirname(uri);
    if (isTrial(root)) return folder;
    const others = [
      text(root, 'continued_trajectory_ref'),
      ...list(root, 'steps')
        .flatMap(sent)
        .map(({ path }) => path),
    ];
    const trial = posix.basename(folder) === 'agent' ? [posix.dirname(folder)] : [];
    return [uri, ...trial, ...others.filter((each) => each !== undefined).map((each) => posix.join(folder, each))];
  },
  tools: TOOLS,
  reader(walk, bundle) {
    /** The trajectory of each file, and that of the trial. */
    const threads = new Map<string, Thread>();
    let trial: Entry | undefined;

    const threadOf = (entry: Entry): Thread => {
      const key = entry.at.artifact.uri;
      let thread = threads.get(key);
      if (!thread) threads.set(key, (thread = walk.thread(bundle.key)));
      return thread;
    };

    function* read(thread: Thread, { value, at }: Turn, entry: Entry): Generator<Event> {
      const extra = get(value, 'extra');
      // A continuation begins with what came before; it is read where it happened.
      if (isCopied(value)) return;
      thread.learn({ directory: text(extra, 'cwd') });
      for (const { id } of sent(value)) if (id !== undefined) walk.thread(id, { parent: thread.trajectory.id });
      yield* thread.say(step(value, at), entry, { time: text(value, 'timestamp'), model: text(value, 'model_name') });
    }

    function* head(entry: Entry): Generator<Event> {
      const { value } = entry;
      const thread = walk.thread(idOf(value) ?? bundle.key);
      threads.set(entry.at.artifact.uri, thread);
      learn(thread, value);
      for (const at of ['/extra', '/agent/extra'])
        for (const flag of flags(along(value, at)?.value, at)) yield* thread.set(flag.name, flag.value, entry, flag.at);
      for (const [index, inner] of list(value, 'subagent_trajectories').entries()) {
        const own = walk.thread(idOf(inner) ?? `${thread.trajectory.id}/${index}`, { parent: thread.trajectory.id });
        learn(own, inner);
        for (const [number, each] of list(inner, 'steps').entries())
          yield* read(own, { value: each, at: pointerTo(`/subagent_trajectories/${index}/steps`, number) }, entry);
      }
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isTrial(value)) trial = entry;
        else if (isTrajectory(value)) yield* head(entry);
        else yield* read(threadOf(entry), { value, at: '' }, entry);
      },
      *end() {
        if (!trial) return;
        const [thread = walk.thread(wordsAlong(trial.value, '/id|/trial_name') ?? bundle.key)] = threads.values();
        thread.learn({
          task: taskOf(trial.value, ['/source', '/task_name']),
          model: wordsAlong(trial.value, '/agent_info/model_info/name|/config/agent/model_name'),
          agent: wordsAlong(trial.value, '/agent_info/name'),
        });
        const rewards = along(trial.value, '/verifier_result/rewards');
        if (rewards) yield* grades(thread, rewards, trial);
      },
    };
  },
};
