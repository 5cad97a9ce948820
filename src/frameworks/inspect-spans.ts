import { type Json, text } from '../model/location.ts';

/** A stretch of a sample's run: a solver, an agent, a tool, a scorer. */
interface Span {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: Span | undefined;
}

/** Who acts in an event. */
export interface Acting {
  /** Name of the agent, where a span or a model's role gives one. */
  readonly name?: string;
  /** Tells a sub-agent's trajectory from that of the agent that sent it out. */
  readonly sub?: string;
}

/** Parts that a model plays in the evaluation itself: what it does is none of the evaluated agent's acts. */
const EVALUATORS = new Set(['auditor', 'judge', 'grader', 'scorer', 'realism', 'user']);

/** Follows the spans of one sample, or the steps that logs before May 2025 have in their place. */
export interface Spans {
  /** Takes note of what begins and ends. */
  readonly see: (event: Json) => void;
  /** Who acts in an event; undefined for those who evaluate the agent. `inside`: the tool within whose event this one is logged. */
  readonly acting: (event: Json, inside?: string) => Acting | undefined;
  /** Name of the scorer in whose span an event stands. */
  readonly scorer: (event: Json) => string | undefined;
}

export const spans = (): Spans => {
  const byId = new Map<string, Span>();
  let steps: Span | undefined;

  const step = (event: Json): void => {
    const [type, name] = [text(event, 'type') ?? '', text(event, 'name') ?? ''];
    if (text(event, 'action') === 'begin') steps = { id: name, type, name, parent: steps };
    else steps = steps?.parent;
  };

  /** Spans around an event, the outermost first. */
  const around = (event: Json): readonly Span[] => {
    const chain: Span[] = [];
    const id = text(event, 'span_id');
    for (let span = id === undefined ? steps : byId.get(id); span && !chain.includes(span); span = span.parent) chain.unshift(span);
    return chain;
  };

  const isScorer = ({ type }: Span): boolean => type === 'scorer' || type === 'scorers';

  return {
    see(event) {
      const kind = text(event, 'event');
      const id = text(event, 'id');
      if (kind === 'step') step(event);
      else if (kind === 'span_begin' && id !== undefined) {
        const parent = byId.get(text(event, 'parent_id') ?? '');
        byId.set(id, { id, type: text(event, 'type') ?? '', name: text(event, 'name') ?? '', parent });
      }
    },
    acting(event, inside) {
      const chain = around(event);
      if (chain.some(isScorer)) return undefined;
      const agents = chain.filter(({ type }) => type === 'agent');
      const role = text(event, 'role');
      if (role !== undefined && EVALUATORS.has(role)) return undefined;
      if (role !== undefined && role !== 'target') return { name: role, sub: role };
      if (inside !== undefined) return { name: inside, sub: inside };
      const agent = agents.at(-1);
      if (!agent) return {};
      return agents.length === 1 ? { name: agent.name } : { name: agent.name, sub: `${agent.name}-${agent.id}` };
    },
    scorer: (event) => around(event).findLast(({ type }) => type === 'scorer')?.name,
  };
};
