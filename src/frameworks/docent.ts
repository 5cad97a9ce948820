// https://docs.transluce.org (agent runs of Docent)
import { chatMessage } from '../dialects/openai-chat.ts';
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { timeOf, turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import type { Framework } from './framework.ts';
import { along, grades, settings } from './runs.ts';

/** Transcripts of a run: a list, or in older runs an object by agent. */
const transcriptsOf = (value: Json): readonly Turn[] => {
  const found = get(value, 'transcripts');
  const each = isArray(found) ? found.map((one, index) => [index, one] as const) : isObject(found) ? Object.entries(found) : [];
  return each.map(([key, one]) => ({ value: one, at: pointerTo('/transcripts', key) }));
};

const isRun = (value: Json | undefined): boolean =>
  value !== undefined && transcriptsOf(value).some((each) => text(list(each.value, 'messages')[0], 'role') !== undefined);

/** Agent runs of Docent: one or several transcripts with what is known of the run. */
export const docent: Framework = {
  name: 'docent',
  recognise({ document, lines, root, records }) {
    const several = document && isArray(root) ? root : document && isObject(root) ? [root] : records;
    return several.some(isRun) ? { score: 0.85, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    let runs = 0;
    return {
      *read(entry) {
        const { value } = entry;
        const transcripts = transcriptsOf(value);
        const run = text(value, 'id') ?? `${bundle.key}${runs === 0 ? '' : `:${runs}`}`;
        runs++;
        const several = transcripts.length > 1;
        for (const { value: transcript, at } of transcripts) {
          const own = text(transcript, 'id') ?? at;
          const task = along(value, '/metadata/task_id')?.value ?? along(value, '/name')?.value;
          const model = along(value, '/metadata/model')?.value;
          const thread = walk.thread(several ? `${run}/${own}` : run, {
            agent: several ? text(transcript, 'name') : undefined,
            ...(several && { parent: run }),
            ...(typeof task !== 'object' && task !== undefined && { task: String(task) }),
            ...(typeof model === 'string' && { model }),
          });
          yield* settings(thread, entry, { holders: ['/metadata', `${at}/metadata`] });
          for (const turn of turnsOf(get(transcript, 'messages'), `${at}/messages`))
            yield* thread.say(chatMessage(turn.value, turn.at), entry, { time: timeOf(turn.value) });
          const scores = along(value, '/metadata/scores');
          if (scores) yield* grades(thread, scores, entry);
          yield* thread.end();
        }
      },
    };
  },
};
