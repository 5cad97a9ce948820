import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';

type Call = readonly [tool: string, input: JsonObject];

/** A step of a tree: words, or a call with what came of it. */
interface Node {
  readonly said?: string;
  readonly call?: Call;
  readonly answer?: string;
}

const nodesOf = (steps: readonly ExampleStep[]): readonly Node[] => {
  const nodes: Node[] = [];
  numbered(steps, (step) => {
    const call = plainCall(step);
    const before = nodes.at(-1);
    if (call) nodes.push({ call });
    else if ('say' in step && (step.as ?? 'agent') === 'agent' && step.by === undefined) nodes.push({ said: step.say });
    else if (!('answer' in step) || step.ok === false) cannot('a tree holds calls, results, and what the agent says');
    else if (before?.call === undefined || before.answer !== undefined) cannot('an answer without a call');
    else nodes[nodes.length - 1] = { ...before, answer: (step as { readonly answer: string }).answer };
  });
  return nodes;
};

/** The tree that has the rest of a run below each node. */
const chain = <T>(nodes: readonly T[], make: (node: T, children: readonly Json[]) => Json): readonly Json[] => {
  const [first, ...rest] = nodes;
  return first === undefined ? [] : [make(first, chain(rest, make))];
};

const withoutConditions = (steps: readonly ExampleStep[]): readonly ExampleStep[] => {
  const { conditions, rest } = splitConditions(steps);
  return Object.keys(conditions).length > 0 ? cannot('a run has no place for conditions') : rest;
};

export const toolbench: Encoder = {
  name: 'toolbench',
  encode: (steps) =>
    encoding(() => {
      const node = (node_type: string, description: string, children: readonly Json[], more: JsonObject = {}): JsonObject => ({
        is_terminal: false,
        pruned: false,
        node_type,
        description,
        ...more,
        children,
      });
      const children = chain(nodesOf(withoutConditions(steps)), ({ said, call, answer }, below) => {
        if (!call) return node('Thought', said!, below);
        const observed = answer === undefined ? {} : { observation: answer, observation_code: 0 };
        return node('Action', call[0], [node('Action Input', JSON.stringify(call[1]), below, observed)]);
      });
      const tree = { size: 3, max_length: 3, tree: node('Action Input', '', children) };
      const answer = { win: true, tree, forward_args: {}, compare_candidates: [], answer_generation: { train_messages: [], query: '' } };
      return [{ name: '7_DFS.json', text: JSON.stringify(answer, undefined, 1) }];
    }),
};

export const moatless: Encoder = {
  name: 'moatless',
  encode: (steps) =>
    encoding(() => {
      const children = chain(nodesOf(withoutConditions(steps)), ({ said, call, answer }, below) => ({
        node_id: 1,
        action: call ? { ...call[1], action_args_class: `moatless.actions.schema.${call[0]}Args` } : null,
        observation: answer === undefined ? null : { message: answer, properties: {} },
        ...(said !== undefined && { assistant_message: said }),
        children: below,
      }));
      const root = { node_id: 0, action: null, observation: null, message: '', children };
      return [
        {
          name: 'trajectory.json',
          text: JSON.stringify({ metadata: { instance_id: 'orchard-17' }, max_expansions: 1, root }, undefined, 1),
        },
      ];
    }),
};
