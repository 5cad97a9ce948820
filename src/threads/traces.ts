import type { Said } from '../dialects/said.ts';
import type { Told } from '../dialects/told.ts';
import type { Event } from '../model/event.ts';
import type { Entry } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import type { Flag } from './conditions.ts';
import { type Telling, telling } from './telling.ts';
import type { Aside, Thread, Walk } from './walk.ts';

/** A piece of work in a trace, whichever tracer wrote it. */
export interface Span {
  readonly entry: Entry;
  /** Where a span that is told twice says how it ended. */
  readonly ended?: Entry;
  /** Conditions that its end states. */
  readonly endFlags?: readonly Flag[];
  readonly trace: string;
  readonly id: string;
  readonly parent?: string | undefined;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly told: Told;
  readonly flags: readonly Flag[];
  readonly scores?: readonly { readonly scorer: string; readonly value: number | string; readonly at: string }[];
}

/** Collects spans, which come in any order, and tells what happened in that of their tree. */
export interface Traces {
  /** Events only where so many spans are held that they have to be told before the end. */
  readonly add: (span: Span) => Iterable<Event>;
  readonly end: () => Iterable<Event>;
}

/** Spans that are held at most, and bytes of the lines that they stand in. */
const HELD = 50_000;
const HELD_BYTES = 128 << 20;

/** A span of which a second record says how it ended. */
const completed = (first: Span, second: Span): Span => {
  const { output, use, ...told } = first.told;
  if (output ?? use?.answer) return first;
  const kind = told.kind ?? second.told.kind;
  const answer = second.told.use?.answer;
  return {
    ...first,
    ended: second.entry,
    told: {
      ...second.told,
      ...told,
      kind,
      output: use ? undefined : second.told.output,
      use: use ? { ...use, id: use.id ?? second.told.use?.id, answer } : kind === 'tool' ? second.told.use : undefined,
    },
    endFlags: second.flags,
    scores: second.scores ?? [],
  };
};

interface Node {
  readonly span: Span;
  readonly below: Node[];
  parent?: Node;
  /** Whether a span below tells what the model was sent, or what it replied. */
  sent: boolean;
  replied: boolean;
}

/** Clocks are coarse: of what starts at once a model comes before the tool that it calls. */
const rank = ({ span }: Node): number => (span.told.kind === 'tool' ? 1 : 0);

const byStart = (a: Node, b: Node): number => a.span.start - b.span.start || rank(a) - rank(b);

/** Marks what a span's frames need not repeat. */
const mark = (node: Node, key: 'sent' | 'replied'): void => {
  for (let above = node.parent; above && !above[key]; above = above.parent) above[key] = true;
};

/** Spans that name each other as parents, and so hang on no root: each stands alone. */
const astray = (nodes: Iterable<Node>, roots: readonly Node[]): readonly Node[] => {
  const reached = new Set<Node>(roots);
  for (const node of reached) for (const below of node.below) reached.add(below);
  return [...nodes].filter((node) => !reached.has(node)).map((node) => ({ ...node, below: [] }));
};

/** The trees of some spans, roots in the order in which they started. A span whose parent is missing is a root. */
const trees = (spans: Iterable<Span>): readonly Node[] => {
  const nodes = new Map<string, Node>();
  for (const span of spans) nodes.set(`${span.trace} ${span.id}`, { span, below: [], sent: false, replied: false });
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const parent = nodes.get(`${node.span.trace} ${node.span.parent}`);
    if (parent === undefined || parent === node) {
      roots.push(node);
      continue;
    }
    node.parent = parent;
    parent.below.push(node);
  }
  for (const node of nodes.values()) {
    node.below.sort(byStart);
    if (node.span.told.kind !== 'model') continue;
    if (node.span.told.input) mark(node, 'sent');
    if (node.span.told.output) mark(node, 'replied');
  }
  return [...roots.sort(byStart), ...astray(nodes.values(), roots)];
};

/** What spans below inherit. */
interface Frame {
  /** Whether models or agents speak anywhere in the trace: what other spans repeat is then left out. */
  readonly spoken: boolean;
  readonly thread: Thread;
  readonly telling: Telling;
  readonly agent: string | undefined;
  readonly tool: string | undefined;
}

const isoTime = (milliseconds: number): string | undefined => {
  const date = new Date(milliseconds);
  return milliseconds > 0 && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
};

/** An agent's name stands by what the agent says and does, not by what it hears. */
export const speak = (thread: Thread, said: readonly Said[], entry: Entry, { name, ...aside }: Aside): readonly Event[] =>
  said.flatMap((each) => {
    const own = each.said === 'call' || each.said === 'reasoning' || (each.said === 'message' && each.role === 'agent');
    return thread.say([each], entry, own ? { ...aside, name } : aside);
  });

export const tracing = (walk: Walk): Traces => {
  const held = new Map<string, Span>();
  const conversations = new Map<string, Telling>();
  const models = { all: 0, silent: 0 };
  const tools = { all: 0, silent: 0 };
  let last: Entry | undefined;
  let bytes = 0;

  const count = ({ kind, input, output, use }: Told): void => {
    if (kind === 'model') {
      models.all++;
      if (!input && !output) models.silent++;
    }
    if (use) {
      tools.all++;
      if (use.input === undefined) tools.silent++;
    }
  };

  const conversation = (id: string): Pick<Frame, 'thread' | 'telling'> => {
    let told = conversations.get(id);
    if (!told) conversations.set(id, (told = telling()));
    return { thread: walk.thread(id), telling: told };
  };

  /** Tells one span in two halves: what it begins with, and what it ends with once all below is told. */
  function* tell(node: Node, frame: Frame): Generator<Event, () => Iterable<Event>> {
    const { span } = node;
    const { told, entry } = span;
    const { thread, telling } = frame;
    const aside: Aside = { time: isoTime(span.start), name: frame.agent, model: told.model };
    count(told);
    thread.learn({ model: told.model });
    for (const flag of span.flags) yield* thread.set(flag.name, flag.value, entry, flag.at, { time: aside.time });
    const ended = span.ended ?? entry;
    const close = (said: readonly Said[]): readonly Event[] => [
      ...(span.endFlags ?? []).flatMap((flag) => thread.set(flag.name, flag.value, ended, flag.at, { time: aside.time })),
      ...speak(thread, said, ended, aside),
    ];
    if (told.use) {
      if (told.use.tool === frame.tool || (told.use.leaf && node.below.length > 0)) return () => [];
      const { call, answer } = telling.use(told.use);
      if (call) yield* speak(thread, [call], entry, aside);
      return () => close(answer ? [answer] : []);
    }
    const framing = told.kind !== 'model';
    const mute = told.kind !== 'model' && told.kind !== 'agent' && frame.spoken;
    const sent = mute || (framing && node.sent) ? [] : (told.input ?? []);
    const { fresh, next } = telling.tell(sent, 0);
    yield* speak(thread, fresh, entry, aside);
    const from = sent.length > 0 || framing ? next : telling.now();
    return () => [
      ...close(mute || (framing && node.replied) ? [] : telling.tell(told.output ?? [], from).fresh),
      ...(span.scores ?? []).flatMap(({ scorer, value, at }) => thread.score(scorer, value, ended, at)),
    ];
  }

  function* tree(root: Node, top: Frame): Generator<Event> {
    const open: { readonly node: Node; readonly frame: Frame; end?: () => Iterable<Event> }[] = [{ node: root, frame: top }];
    while (open.length > 0) {
      const current = open.at(-1)!;
      if (current.end) {
        yield* current.end();
        open.pop();
        continue;
      }
      const { told } = current.node.span;
      const frame: Frame = { ...current.frame, agent: told.agent ?? current.frame.agent };
      current.end = yield* tell(current.node, frame);
      const below: Frame = { ...frame, tool: told.use?.tool ?? frame.tool };
      for (const node of [...current.node.below].reverse()) open.push({ node, frame: below });
    }
  }

  function* flush(): Generator<Event> {
    const sessions = new Map<string, string>();
    const spoken = new Set<string>();
    for (const { trace, told } of held.values()) {
      if (told.session !== undefined && !sessions.has(trace)) sessions.set(trace, told.session);
      if ((told.kind === 'model' || told.kind === 'agent') && (told.input ?? told.output)) spoken.add(trace);
    }
    for (const root of trees(held.values())) {
      const id = sessions.get(root.span.trace) ?? root.span.trace;
      yield* tree(root, { ...conversation(id), spoken: spoken.has(root.span.trace), agent: undefined, tool: undefined });
    }
    held.clear();
    bytes = 0;
  }

  return {
    *add(span) {
      // Elements of a document all tell the document's length.
      if (span.entry !== last && span.entry.at.pointer === '') bytes += span.entry.at.length;
      last = span.entry;
      const key = `${span.trace} ${span.id}`;
      const known = held.get(key);
      held.set(key, known ? completed(known, span) : span);
      if (held.size > HELD || bytes > HELD_BYTES) yield* flush();
    },
    *end() {
      yield* flush();
      if (!last) return;
      const { artifact } = last.at;
      if (models.silent > 0) walk.note(notices.notRecorded(artifact, `the messages of ${models.silent} of ${models.all} model calls are`));
      if (models.all === 0 && tools.all > 0) walk.note(notices.notRecorded(artifact, 'what models were sent and replied is'));
      if (tools.silent > 0) walk.note(notices.notRecorded(artifact, `the arguments of ${tools.silent} of ${tools.all} tool calls are`));
    },
  };
};
