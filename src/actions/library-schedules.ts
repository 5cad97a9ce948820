import { toSchedule } from '../model/effect.ts';
import type { Run } from './interpret.ts';
import { argument, type Call, known, textOf } from './known.ts';
import type { Act, Calls } from './library-act.ts';
import { causeOf } from './scene.ts';

const VERBS = 'disable delete remove cancel suspend pause unschedule deregister'.split(' ');
/** What clients of clouds, clusters and schedulers call that which runs by itself. */
const NOUNS = (
  'rule schedule alarms alarm alarm_actions job jobs scheduled_action scheduled_query scheduled_event scheduled_task trigger timer targets ' +
  'event_source_mapping event_rule dag cron_job namespaced_cron_job operation scheduled_operation monitor resource_policies maintenance_window'
).split(' ');
const NAMES = [
  ...[
    'Name',
    'name',
    'Rule',
    'RuleName',
    'ScheduleName',
    'JobName',
    'TriggerName',
    'AlarmNames',
    'ScheduledActionName',
    'UUID',
    'id',
    'Id',
  ],
  ...['job_id', 'schedule_id', 'rule_name', 'schedule_name', 'dag_id', 'operation_id', 'body'],
];

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const takesOff: Act = (call: Call, running: Run) => {
  const given = argument(call, 0, ...NAMES);
  const targets = given?.is === 'list' ? given.elements : given?.is === 'text' ? [given] : [];
  running.emit(targets.map((target) => toSchedule(causeOf(running.about(target)), { target: textOf(target), on: false, respawn: false })));
  return known(null);
};

/** Methods of clients that take something off its schedule: `events.disable_rule(Name=…)`, `scheduler.remove_job(id)`. */
export const SCHEDULE_CALLS: Calls = Object.fromEntries(
  VERBS.flatMap((verb) => NOUNS.flatMap((noun) => [`${verb}_${noun}`, camel(`${verb}_${noun}`)])).map((name) => [`*.${name}`, takesOff]),
);
