// What platforms put around the lines of a program: https://docs.docker.com/engine/logging/drivers/json-file and their like
import type { Sample } from '../model/bundle.ts';
import { inside, pieces, textInside, type Way } from '../model/inside.ts';
import { isArray, isObject, type Json, pointerTo } from '../model/location.ts';
import { valueAt } from '../threads/nested.ts';
import { documentSample, lineSample } from './line-sample.ts';

/** How somebody wraps records that others wrote. */
interface Envelope {
  /** Places that every record of this writer has; of none it is anybody's. */
  readonly marks: readonly string[];
  readonly inside: Way;
}

/** Whoever wraps records in a way that says nothing of them. */
const ANYBODY = 'anybody';

/** Wrappings by their writer, the particular before the general. */
const ENVELOPES: { readonly [writer: string]: readonly Envelope[] } = {
  "Docker's json-file driver": [{ marks: ['/log', '/stream', '/time'], inside: '/log#' }],
  journald: [{ marks: ['/MESSAGE', '/__REALTIME_TIMESTAMP'], inside: '/MESSAGE#' }],
  Elasticsearch: [{ marks: ['/_index', '/_source'], inside: '/_source' }],
  'Beats and Logstash': [
    { marks: ['/@timestamp', '/message'], inside: '/message#' },
    { marks: ['/@timestamp', '/event/original'], inside: '/event/original#' },
  ],
  'CloudWatch Logs Insights': [{ marks: ['/@message'], inside: '/@message#' }],
  'CloudWatch log events': [
    { marks: ['/message', '/timestamp', '/ingestionTime'], inside: '/message#' },
    { marks: ['/message', '/timestamp', '/id'], inside: '/message#' },
  ],
  'CloudWatch subscriptions': [{ marks: ['/messageType', '/logGroup', '/logEvents'], inside: '/logEvents/*/message#' }],
  'Loki streams': [
    { marks: ['/labels', '/line', '/timestamp'], inside: '/line#' },
    { marks: ['/stream', '/values'], inside: '/values/*/1#' },
  ],
  'Loki queries': [{ marks: ['/data/resultType', '/data/result/0/stream'], inside: '/data/result/*/values/*/1#' }],
  Datadog: [
    { marks: ['/attributes/timestamp', '/attributes/attributes'], inside: '/attributes/attributes' },
    { marks: ['/attributes/timestamp', '/attributes/message'], inside: '/attributes/message#' },
  ],
  'Google Cloud Logging': [
    { marks: ['/logName', '/insertId', '/jsonPayload'], inside: '/jsonPayload' },
    { marks: ['/logName', '/insertId', '/textPayload'], inside: '/textPayload#' },
  ],
  'Azure Monitor': [{ marks: ['/resourceId', '/category', '/properties'], inside: '/properties' }],
  Splunk: [{ marks: ['/result/_raw'], inside: '/result/_raw#' }],
  'Kafka and SQS': [
    { marks: ['/MessageId', '/Body'], inside: '/Body#' },
    { marks: ['/topic', '/partition', '/offset', '/value'], inside: '/value#' },
    { marks: ['/topic', '/partition', '/offset', '/value'], inside: '/value' },
  ],
  'Tempo and Jaeger': [
    { marks: ['/trace/resourceSpans'], inside: '/trace' },
    { marks: ['/result/resourceSpans'], inside: '/result' },
    { marks: ['/traceID', '/spans'], inside: '/spans/*' },
  ],
  'evaluations of ADK': [
    { marks: ['/eval_set_result_id'], inside: '/eval_case_results/*/session_details' },
    { marks: ['/evalSetResultId'], inside: '/evalCaseResults/*/sessionDetails' },
  ],
  'the viewer of Hugging Face data sets': [{ marks: ['/row_idx', '/row'], inside: '/row' }],
  [ANYBODY]: [
    { marks: [], inside: '#' },
    ...['log', 'message', 'msg', 'line', 'text', 'body', 'event', 'payload', 'data', 'record', 'content', 'raw', '_raw', 'json'].map(
      (key) => ({ marks: [], inside: `/${key}#` }),
    ),
    ...['payload', 'data', 'record', 'event', 'message', 'body', 'row', 'value', 'entry', 'fields'].map((key) => ({
      marks: [],
      inside: `/${key}`,
    })),
  ],
};

/** Writers whose wrappings are known. */
export const WRAPPERS: readonly string[] = Object.keys(ENVELOPES).filter((writer) => writer !== ANYBODY);

/** Where documents keep records that are wrapped. */
const LISTS = ['', '/hits/hits', '/events', '/data', '/rows', '/entries', '/logEvents', '/results', '/value', '/Messages', '/Records'];

/** Lists of a document's root that are looked at, and where else documents keep records that somebody has put together. */
const MOST_LISTS = 8;
const DEEPER = ['/data/items', '/data/results', '/result/data'];

const listsIn = (root: Json): readonly string[] => {
  if (isArray(root)) return [''];
  const own = Object.entries(root ?? {}).flatMap(([key, value]) => (isArray(value) && isObject(value[0]) ? [pointerTo('', key)] : []));
  return [...own.slice(0, MOST_LISTS), ...DEEPER];
};

/** Keys under which whoever passes records on puts all of them. */
const CONTAINERS = /^\/(?:data|records?|rows|items|results?|entries|lines|logs?|values?|events)$/i;

/** A sample of what is passed on in records. */
export interface Unwrapped {
  /** As lines, or as the first of several documents. */
  readonly sample: Sample;
  /** Way to them in each record; empty for the records themselves. */
  readonly inside: Way;
  /** Pointer to the array of a document whose elements are the records. */
  readonly each?: string;
  /** Whether the sample is a list whose elements were put apart, one a line. */
  readonly apart?: true;
  /** Whether the wrapping is that of a writer who is known, or a list under a key that says nothing else. */
  readonly marked: boolean;
}

interface Outer {
  readonly records: readonly Json[];
  readonly each?: string;
}

/** Elements of those of these lists that a document has. */
const elements = ({ document, root }: Sample, lists: readonly string[]): readonly Outer[] =>
  !document || root === undefined
    ? []
    : lists.flatMap((each) => {
        const found = valueAt(root, each);
        return isArray(found) && found.length > 0 ? [{ records: found.slice(0, 50), each }] : [];
      });

/** Records that may be wrapped, and where in a document they lie. */
const outer = (sample: Sample): readonly Outer[] => {
  const { document, lines, root, records } = sample;
  if (lines || !document || root === undefined) return [{ records }];
  const lists = elements(sample, LISTS);
  return isArray(root) ? lists : [...lists, { records: [root], each: '' }];
};

/** Records as lines would be seen, and the first as a document would; a lone one is rather a document. */
const samplesOf = ({ artifact }: Sample, records: readonly Json[]): readonly Sample[] => {
  const [first] = records;
  const lines = lineSample(records, artifact);
  if (first === undefined) return [lines];
  const document = documentSample(first, artifact);
  return records.length === 1 ? [document, lines] : [lines, document];
};

/** Lists whose elements a reader of lines may know better than one that is sure of the document: an array, or what lies under a mere key. */
export function* listed(sample: Sample): Generator<Unwrapped> {
  for (const { records, each } of elements(sample, listsIn(sample.root ?? null)))
    if (each === '' || CONTAINERS.test(each!))
      yield { sample: lineSample(records, sample.artifact), inside: '', each: each!, marked: false };
}

/** Records as a list of a document, as documents one a line, or as the lines of a document's list: somebody has put them together, or apart. */
export function* gathered(sample: Sample): Generator<Unwrapped> {
  for (const { records, each } of elements(sample, listsIn(sample.root ?? null)))
    for (const own of samplesOf(sample, records)) yield { sample: own, inside: '', each: each!, marked: CONTAINERS.test(each!) };
  const [first] = sample.records;
  if (!sample.lines || sample.document || first === undefined) return;
  yield { sample: documentSample(first, sample.artifact), inside: '', marked: false };
  yield { sample: documentSample(sample.records, sample.artifact), inside: '', marked: false, apart: true };
}

const isMarked = (record: Json, marks: readonly string[]): boolean => marks.every((mark) => valueAt(record, mark) !== undefined);

/** What is wrapped in the records, be it cut into pieces. */
const contents = (records: readonly Json[], { marks, inside: way }: Envelope): readonly Json[] => {
  const cut = pieces<undefined>();
  return records
    .filter((record) => isMarked(record, marks))
    .flatMap((record) => {
      const found = inside(record, way).map(({ value }) => value);
      const held = found.length > 0 ? undefined : textInside(record, way);
      const piece = held && cut.push(held.text, undefined);
      return piece === undefined || typeof piece === 'string' ? found : inside(piece.value, held!.rest).map(({ value }) => value);
    })
    .filter((value) => typeof value === 'object');
};

/** Every way in which the records of a sample may be others that are wrapped. */
export function* unwrapped(sample: Sample): Generator<Unwrapped> {
  for (const { records, each } of outer(sample))
    for (const { marks, inside: way } of Object.values(ENVELOPES).flat()) {
      const found = contents(records, { marks, inside: way });
      if (found.length === 0) continue;
      for (const own of samplesOf(sample, found))
        yield { sample: own, inside: way, ...(each !== undefined && { each }), marked: marks.length > 0 };
    }
}
