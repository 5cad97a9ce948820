import type { ExampleStep } from '../../src/model/rule.ts';
import { splitConditions } from './chat.ts';
import { cannot, commandOf, type Encoder, encoding } from './encoder.ts';

/** Steps with the result that follows each, where one does. */
const paired = (steps: readonly ExampleStep[]): readonly (readonly [step: ExampleStep, result: ExampleStep | undefined])[] =>
  steps.flatMap((step, index) => {
    if ('answer' in step || 'deny' in step) return steps.slice(0, index).some(isCall) ? [] : cannot('an answer without a call');
    const next = steps.slice(index + 1).find((each) => 'answer' in each || 'deny' in each || isCall(each));
    return [[step, isCall(step) && next && !isCall(next) ? next : undefined] as const];
  });

const isCall = (step: ExampleStep): boolean => 'shell' in step || 'edit' in step || 'call' in step || 'grade' in step;

const spoken = (step: ExampleStep): readonly [role: 'user' | 'agent', words: string] => {
  if ('think' in step) return cannot('thoughts are not kept');
  if ('call' in step || 'grade' in step) return cannot('arguments of other tools are not kept');
  if (!('say' in step)) return cannot('no place for this step');
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  const role = step.as ?? 'agent';
  return role === 'user' || role === 'agent' ? [role, step.say] : cannot(`no role '${role}'`);
};

const noConditions = (steps: readonly ExampleStep[]): readonly ExampleStep[] => {
  const { conditions, rest } = splitConditions(steps);
  const [condition] = Object.keys(conditions);
  return condition === undefined ? rest : cannot(`no place for a condition '${condition}'`);
};

/** Text of a file as lines, each with its end. */
const linesOf = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const told = (words: string): string => `> ${words}  \n`;

const aiderCommand = (command: string, result: ExampleStep | undefined): string => {
  const question = (answer: string): string => told(`Run shell command? (Y)es/(N)o/(D)on't ask again [Yes]: ${answer}`);
  if (result && 'deny' in result) return told(command) + question('n');
  const run = told(command) + question('y') + told(`Running ${command}`);
  if (!result || !('answer' in result)) return run;
  return result.ok === false ? run + told(`Command '${command}' exited with status 1`) : cannot('what commands print is not kept');
};

const aiderEdit = (
  { edit: { path, before, after = '' } }: Extract<ExampleStep, { readonly edit: unknown }>,
  result: ExampleStep | undefined,
): string => {
  if (!result) return cannot('an edit is not told of before it is done');
  if ('answer' in result && result.ok === false) return cannot('an edit fails only where it does not fit');
  const block = `${path}\n\`\`\`\`\n<<<<<<< SEARCH\n${linesOf(before ?? '')}=======\n${linesOf(after)}>>>>>>> REPLACE\n\`\`\`\`\n`;
  return `\n${block}\n${told('deny' in result ? `Skipping edits to ${path}` : `Applied edit to ${path}`)}`;
};

const aiderStep = (step: ExampleStep, result: ExampleStep | undefined): string => {
  if ('shell' in step) return aiderCommand(commandOf(step), result);
  if ('edit' in step) return aiderEdit(step, result);
  const [role, words] = spoken(step);
  return role === 'agent'
    ? `\n${words}\n\n`
    : `\n${words
        .split('\n')
        .map((line) => `#### ${line}  \n`)
        .join('')}\n`;
};

export const aider: Encoder = {
  name: 'aider',
  encode: (steps) =>
    encoding(() => {
      const head = `\n# aider chat started at 2026-05-04 13:10:00\n\n${told('/usr/bin/aider')}${told('Main model: gpt-5.2 with diff edit format')}`;
      const body = paired(noConditions(steps)).map(([step, result]) => aiderStep(step, result));
      return [{ name: '.aider.chat.history.md', text: head + body.join('') }];
    }),
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const use = (kind: string, name: string, summary: string, body: string): string =>
  `<tool-use data-tool-type="${kind}" data-tool-name="${name}">\n<details><summary>Tool use: **${name}** • ${summary}</summary>\n\n${body}\n</details>\n</tool-use>\n`;

const signed = (sign: string, text: string): string =>
  linesOf(text)
    .split('\n')
    .slice(0, -1)
    .map((line) => `${sign} ${escaped(line)}\n`)
    .join('');

const specstoryStep = (step: ExampleStep, result: ExampleStep | undefined): readonly [role: string, text: string] => {
  if (result && !('answer' in result && result.ok !== false)) return cannot('results do not say that a call failed');
  const output = result && 'answer' in result ? `\n\`\`\`\n${escaped(result.answer)}\n\`\`\`\n` : '';
  if ('shell' in step)
    return ['agent', use('shell', 'run_terminal_cmd', 'Run command', `\`\`\`bash\n${commandOf(step)}\n\`\`\`\n${output}`)];
  if ('edit' in step) {
    const { path, before = '', after = '' } = step.edit;
    const diff = `\`\`\`diff\n@@ -1 +1 @@\n${signed('-', before)}${signed('+', after)}\`\`\`\n`;
    return ['agent', use('write', 'search_replace', `Edit file: ${path}`, diff + output)];
  }
  if ('think' in step) return ['agent', `<think><details><summary>Thought Process</summary>\n${step.think}</details></think>\n`];
  return spoken(step);
};

const SPEAKERS: { readonly [role: string]: string } = { user: 'User', agent: 'Agent (model gpt-5.2, mode Agent)' };

export const specstory: Encoder = {
  name: 'specstory',
  encode: (steps) =>
    encoding(() => {
      const head =
        '<!-- Generated by SpecStory, Markdown v2.1.0 -->\n\n<!-- cursor Session 93bdb3a3-08e3-48ce-a026-e195dbcd6bd6 (2026-05-04 13:10Z) -->\n\n# Session\n';
      const body = paired(noConditions(steps)).map(([step, result]) => {
        const [role, text] = specstoryStep(step, result);
        return `\n_**${SPEAKERS[role]}**_\n\n${text}\n\n---\n`;
      });
      return [{ name: '.specstory/history/2026-05-04_13-10Z-session.md', text: head + body.join('') }];
    }),
};
