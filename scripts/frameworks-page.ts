import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { WRAPPERS } from '../src/frameworks/envelopes.ts';
import { FRAMEWORKS } from '../src/frameworks/index.ts';
import type { Card, Example, ExampleStep } from '../src/model/rule.ts';
import { ROWS } from '../test/corpus/index.ts';
import { ENCODERS } from '../test/encode/index.ts';
import { cases, ROOT, recordedFrom } from '../test/expectation.ts';

/** Where people find these logs, for formats of which that can be said. */
const FILES: { readonly [framework: string]: string } = {
  atif: '`agent/trajectory.json` and `result.json` of a Harbor trial; exports of agents that write the format',
  'swe-agent': '`trajectories/<user>/<experiment>/<instance>/<instance>.traj`',
  'mini-swe-agent': '`last_mini_run.traj.json`, and what `--output` names',
  agentdojo: '`runs/<pipeline>/<suite>/<user task>/<attack>/<injection task>.json`',
  'tau-bench': '`results/*.json`',
  'tau2-bench': '`data/simulations/<name>/results.json` and `simulations/`',
  'terminal-bench': '`results.json` and `sessions/agent.cast` of a trial',
  autocoderover: '`conversation_round_N.json` and `tool_call_layers.json` of a run',
  autogen: 'results, events and saved states of teams as JSON, and recordings of model clients',
  'autogen-chat': '`chat_history` of a chat as JSON',
  'pydantic-ai': '`all_messages_json()` of a run',
  'agent-framework': '`to_dict()` of sessions and responses as JSON',
  smolagents: '`agent.memory.get_full_steps()` as JSON',
  strands: '`session_<id>/` of a file session manager',
  agno: '`agno_runs.json` of a JSON store, and `to_dict()` of a run',
  llamaindex: 'what a chat store persists',
  crewai: 'events of the bus as JSON lines, and what `output_log_file` names',
  dspy: '`toDict()` of a prediction of an agent as JSON',
  camel: '`camel_logs/<agent>/conv_*.json`',
  otlp: 'what the file exporter of an OpenTelemetry collector writes, or any exporter of OTLP as JSON; traces that Tempo answers',
  'otel-spans':
    'spans that Phoenix, Jaeger, Zipkin, Logfire and tables of ClickHouse hold, exported, and what the console exporters of OpenTelemetry print',
  'openai-responses': 'requests, replies, batches and streams of the API; `to_input_list()` of the Agents SDK',
  'openai-agents': 'what a trace processor of the Agents SDK exports',
  'openai-agents-session': 'the database of a `SQLiteSession` or an `AdvancedSQLiteSession` of the Agents SDK',
  'openai-agents-state': '`RunState.to_json()` of the Agents SDK',
  'managed-agents': 'events of a session, as they are listed or streamed',
  langsmith: 'exported runs, and the bodies of `/runs/batch`',
  langgraph: '`get_state`, `get_state_history` and `stream` as JSON; the database of a `SqliteSaver`; dumped messages of LangChain',
  langfuse: '"Download trace", `/api/public/traces/<id>`, and exports of observations',
  'gateway-logs':
    "invocation logs of Amazon Bedrock, logs of LiteLLM, Helicone, Portkey, Vertex AI and Azure API Management, HTTP archives; pairs of requests and replies of one's own",
  mlflow: '`traces.json` of an experiment, or `trace.to_json()`',
  weave: 'exported calls',
  'trace-rows': 'exported spans of Braintrust, Opik, HoneyHive, LangWatch and of the observability of models at Datadog',
  'vercel-ai': 'stored chats, `steps`, and what is streamed to the browser',
  'google-adk': '`*.session.json`, events one a line, and the SQLite database of a `DatabaseSessionService` or `SqliteSessionService`',
  mcp: 'traffic one message a line, wrapped or not, and `mcp-server-*.log`',
  'claude-code': '`~/.claude/projects/<project>/<session>.jsonl` and `<session>/subagents/`',
  'claude-code-stream-json': 'what `claude -p --output-format stream-json` prints',
  codex: '`~/.codex/sessions/<date>/rollout-*.jsonl`',
  'codex-exec-json': 'what `codex exec --json` prints',
  cline: '`~/.cline/data/sessions/<session>/`',
  'cline-task': '`ui_messages.json` and `api_conversation_history.json` of a task of Cline or Roo',
  continue: '`~/.continue/sessions/<session>.json`',
  gptme: '`~/.local/share/gptme/logs/<name>/conversation.jsonl`',
  pi: '`~/.pi/agent/sessions/<project>/*.jsonl`, `~/.openclaw/agents/<agent>/sessions/*.jsonl`, and what `pi --mode json` prints',
  'qwen-code': '`~/.qwen/projects/<project>/chats/<session>.jsonl`',
  'gemini-cli': '`~/.gemini/tmp/<project>/chats/session-*`',
  'gemini-telemetry': 'the file of `GEMINI_TELEMETRY_OUTFILE`',
  'gemini-stream-json': 'what `gemini --output-format stream-json` prints',
  inspect: '`logs/*.eval` and `*.json`, or what `INSPECT_LOG_DIR` names; Petri 3 writes them too',
  'inspect-buffer': '`~/.local/share/inspect_ai/samplebuffer/*/*.db`, of runs that are going on or were killed',
  'inspect-scout': '`transcripts_*.parquet` of a transcript database',
  malt: 'rows of the data set, as parquet or JSON lines',
  'json-column': 'rows of data sets, as parquet or JSON lines, such as `transcript_json`',
  'copilot-cli': '`~/.copilot/session-state/<session>/events.jsonl`, and what `copilot --output-format json` prints',
  'vscode-chat': "what `Chat: Export Chat…` writes, and `chatSessions/*.json` and `*.jsonl` in the editor's workspace storage",
  cursor: '`~/.cursor/projects/<project>/agent-transcripts/`',
  'cursor-store': '`globalStorage/state.vscdb` of the editor',
  'cursor-stream-json': 'what `cursor-agent -p --output-format stream-json` prints',
  'kimi-cli': '`~/.kimi/sessions/<project>/<session>/`',
  'kimi-code': '`~/.kimi-code/sessions/<project>/<session>/`',
  droid: '`~/.factory/sessions/<project>/<session>.jsonl` and `.settings.json`',
  'droid-stream-json': 'what `droid exec --output-format stream-json` prints',
  amp: '`~/.local/share/amp/threads/T-*.json`, and what `amp threads export` prints',
  goose:
    '`~/.local/share/goose/sessions/sessions.db`, before 1.10 `*.jsonl` beside it, and what `goose session export --format json` prints',
  kiro: '`~/.kiro/sessions/cli/<session>.jsonl` and `.json`',
  'kiro-chat': '`~/.local/share/kiro-cli/data.sqlite3` or `~/.local/share/amazon-q/data.sqlite3`, and what `/chat save` writes',
  vibe: '`~/.vibe/logs/session/<session>/`',
  hermes: '`~/.hermes/state.db` and `~/.hermes/sessions/session_*.json`',
  'grok-build': '`~/.grok/sessions/<project>/<session>/`',
  'trae-agent': '`trajectory_*.json`, or what `--trajectory-file` names',
  iflow: '`~/.iflow/projects/<project>/<session>.jsonl`',
  antigravity: '`~/.gemini/antigravity*/brain/<conversation>/.system_generated/logs/transcript.jsonl`',
  aider: '`.aider.chat.history.md` beside a repository',
  specstory: '`.specstory/history/*.md`',
  opencode: 'what `opencode run --format json` prints',
  'opencode-export': 'what `opencode export` prints',
  'opencode-store': '`~/.local/share/opencode/opencode.db`, before 1.2 `~/.local/share/opencode/storage/`',
};

/** Things that a log may hold, each as a step that only a format with a place for it can hold. */
const PROBES: { readonly [thing: string]: ExampleStep } = {
  'system prompts': { say: 'x', as: 'system' },
  "users' prompts": { say: 'x', as: 'user' },
  reasoning: { think: 'x' },
  'that a call failed': { answer: 'x', ok: false },
  'that a call was declined': { deny: 'x' },
  "speakers' names": { say: 'x', by: 'Agent 2' },
};

const sourceOf = (name: string): string => {
  const folder = posix.join(ROOT, 'src/frameworks');
  const texts = readdirSync(folder).map((file) => readFileSync(posix.join(folder, file), 'utf8'));
  return texts.find((text) => /: Framework = \{\s*name: '([^']+)'/.exec(text)?.[1] === name) ?? '';
};

/** The comment on a framework, and the address of its format's documentation. */
const described = (name: string): { readonly about: string; readonly link?: string } => {
  const source = sourceOf(name);
  const [, about = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+: Framework = /.exec(source) ?? [];
  const link = /^\/\/.*?(https:\S+)/.exec(source)?.[1];
  return { about: about.replace(/\s*\n \*/g, '').trim(), ...(link !== undefined && { link }) };
};

const stepsOf = (example: Example): readonly ExampleStep[] =>
  Array.isArray(example) ? (example as readonly ExampleStep[]) : [example as ExampleStep];

const section = (name: string, cards: readonly Card[]): string => {
  const { about, link } = described(name);
  const encoder = ENCODERS.find((each) => each.name === name);
  const holds = (steps: readonly ExampleStep[]): boolean => encoder !== undefined && 'files' in encoder.encode(steps);
  const call: ExampleStep = { shell: 'ls' };
  const lacks = Object.entries(PROBES).flatMap(([thing, step]) => (holds([call, step]) || holds([step, call]) ? [] : [thing]));
  const examples = cards
    .filter((card) => card.contrast === undefined)
    .flatMap((card) => [...card.examples.flag, ...card.examples.pass])
    .map(stepsOf);
  const fixtures = cases.filter((each) => each.framework === name).length;
  const folders = (made: boolean): readonly string[] => [
    ...new Set(ROWS.filter((row) => row.frameworks.includes(name) && (row.made ?? false) === made).map(({ folder }) => `\`${folder}\``)),
  ];
  const checks = [
    `${examples.filter(holds).length} of the ${examples.length} rule examples`,
    ...(fixtures > 0 ? [`${fixtures} fixture${fixtures === 1 ? '' : 's'}`] : []),
  ];
  const rests = [
    ...recordedFrom(name).map((writer) => `logs recorded from ${writer}`),
    ...(folders(false).length > 0 ? [`real logs of the sample corpus (${folders(false).join(', ')})`] : []),
    ...(folders(true).length > 0 ? [`samples that the authors of other readers wrote (${folders(true).join(', ')})`] : []),
  ];
  return [
    `## ${name}`,
    ...(about ? [about] : []),
    [
      ...(FILES[name] ? [`- Found in: ${FILES[name]}`] : []),
      `- Never records: ${lacks.length > 0 ? lacks.join(', ') : 'nothing that rules look at'}`,
      `- Rests on: ${rests.length > 0 ? rests.join('; ') : 'documents only'}`,
      `- Checked by: ${checks.join(', ')}`,
      ...(link ? [`- Documented: <${link}>`] : []),
    ].join('\n'),
  ].join('\n\n');
};

/** Which logs are read, what they lack, and how that was checked: from the readers, their encoders and the tests. */
export const frameworksPage = (cards: readonly Card[]): string =>
  [
    '# Frameworks',
    'Written by `npm run docs`. A log is read by the first framework of this list that is surest of it.',
    `Records of any of these formats are also read where a platform has wrapped them, each in an object or as text in a field, and wrapped twice too: ${WRAPPERS.join(', ')}. Lines that such a platform has cut are put together again.`,
    'A session that lies there in several of these forms, such as a session file, a stream and telemetry, counts once: its findings name the other logs ([architecture](architecture.md#one-session-in-several-logs)).',
    ...FRAMEWORKS.map(({ name }) => section(name, cards)),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
