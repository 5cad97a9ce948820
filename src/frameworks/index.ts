import type { Formats } from '../model/house.ts';
import { agentFramework } from './agent-framework.ts';
import { agentdojo } from './agentdojo.ts';
import { agno } from './agno.ts';
import { aider } from './aider.ts';
import { amp } from './amp.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { antigravity } from './antigravity.ts';
import { atif } from './atif.ts';
import { autocoderover } from './autocoderover.ts';
import { autogen } from './autogen.ts';
import { autogenChat } from './autogen-chat.ts';
import { camel } from './camel.ts';
import { claudeCode } from './claude-code.ts';
import { claudeStream } from './claude-stream.ts';
import { cline } from './cline.ts';
import { clineTask } from './cline-task.ts';
import { codex } from './codex.ts';
import { codexExecJson } from './codex-exec-json.ts';
import { continueSession } from './continue.ts';
import { copilotCli } from './copilot-cli.ts';
import { crewai } from './crewai.ts';
import { cursor } from './cursor.ts';
import { cursorStore } from './cursor-store.ts';
import { cursorStream } from './cursor-stream.ts';
import { docent } from './docent.ts';
import { droid } from './droid.ts';
import { droidStream } from './droid-stream.ts';
import { dspy } from './dspy.ts';
import { exchanges } from './exchanges.ts';
import type { Framework } from './framework.ts';
import { gatewayLogs } from './gateway-logs.ts';
import { geminiCli } from './gemini-cli.ts';
import { geminiStreamJson } from './gemini-stream-json.ts';
import { geminiTelemetry } from './gemini-telemetry.ts';
import { googleAdk } from './google-adk.ts';
import { goose } from './goose.ts';
import { gptme } from './gptme.ts';
import { grokBuild } from './grok-build.ts';
import { hermes } from './hermes.ts';
import { iflow } from './iflow.ts';
import { inHouse } from './in-house.ts';
import { inspect } from './inspect.ts';
import { inspectBuffer } from './inspect-buffer.ts';
import { inspectScout } from './inspect-scout.ts';
import { jsonColumn } from './json-column.ts';
import { kimiCli } from './kimi-cli.ts';
import { kimiCode } from './kimi-code.ts';
import { kiro } from './kiro.ts';
import { kiroChat } from './kiro-chat.ts';
import { langfuse } from './langfuse.ts';
import { langgraph } from './langgraph.ts';
import { langsmith } from './langsmith.ts';
import { llamaindex } from './llamaindex.ts';
import { logRecords } from './log-records.ts';
import { malt } from './malt.ts';
import { managedAgents } from './managed-agents.ts';
import { mcp } from './mcp.ts';
import { messages } from './messages.ts';
import { miniSweAgent } from './mini-swe-agent.ts';
import { mlflow } from './mlflow.ts';
import { moatless } from './moatless.ts';
import { openaiAgents } from './openai-agents.ts';
import { openaiAgentsSession } from './openai-agents-session.ts';
import { openaiAgentsState } from './openai-agents-state.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { opencode } from './opencode.ts';
import { opencodeExport } from './opencode-export.ts';
import { opencodeStore } from './opencode-store.ts';
import { openhandsV0 } from './openhands-v0.ts';
import { openhandsV1 } from './openhands-v1.ts';
import { otelSpans } from './otel-spans.ts';
import { otlp } from './otlp.ts';
import { petri } from './petri.ts';
import { pi } from './pi.ts';
import { pydanticAi } from './pydantic-ai.ts';
import { qwenCode } from './qwen-code.ts';
import { rJudge } from './r-judge.ts';
import { smolagents } from './smolagents.ts';
import { specstory } from './specstory.ts';
import { strands } from './strands.ts';
import { studyTranscript } from './study-transcript.ts';
import { sweAgent } from './swe-agent.ts';
import { tauBench } from './tau-bench.ts';
import { tau2Bench } from './tau2-bench.ts';
import { terminalBench } from './terminal-bench.ts';
import { textCalls } from './text-calls.ts';
import { toolbench } from './toolbench.ts';
import { traceRows } from './trace-rows.ts';
import { traeAgent } from './trae-agent.ts';
import { vercel } from './vercel.ts';
import { vibe } from './vibe.ts';
import { vscodeChat } from './vscode-chat.ts';
import { weave } from './weave.ts';
import { whoAndWhen } from './who-and-when.ts';

/** Every framework, the particular before the general: of equal scores the first one counts. */
export const FRAMEWORKS: readonly Framework[] = [
  iflow,
  claudeCode,
  cursorStream,
  claudeStream,
  cline,
  clineTask,
  codex,
  codexExecJson,
  continueSession,
  gptme,
  copilotCli,
  vscodeChat,
  cursor,
  cursorStore,
  kimiCli,
  kimiCode,
  droid,
  droidStream,
  amp,
  goose,
  kiro,
  kiroChat,
  vibe,
  hermes,
  grokBuild,
  traeAgent,
  antigravity,
  aider,
  specstory,
  geminiCli,
  geminiStreamJson,
  geminiTelemetry,
  inspect,
  inspectBuffer,
  inspectScout,
  malt,
  opencode,
  opencodeExport,
  opencodeStore,
  openhandsV0,
  openhandsV1,
  petri,
  pi,
  qwenCode,
  studyTranscript,
  otlp,
  otelSpans,
  atif,
  sweAgent,
  miniSweAgent,
  agentdojo,
  tauBench,
  tau2Bench,
  docent,
  whoAndWhen,
  toolbench,
  moatless,
  autocoderover,
  rJudge,
  autogen,
  autogenChat,
  pydanticAi,
  agentFramework,
  smolagents,
  strands,
  agno,
  llamaindex,
  crewai,
  terminalBench,
  dspy,
  camel,
  textCalls,
  jsonColumn,
  openaiAgents,
  openaiAgentsState,
  openaiAgentsSession,
  managedAgents,
  mlflow,
  weave,
  traceRows,
  langsmith,
  langfuse,
  langgraph,
  googleAdk,
  mcp,
  vercel,
  openaiResponses,
  anthropicMessages,
  logRecords,
  openaiChat,
  gatewayLogs,
  exchanges,
  messages,
];

/** All frameworks, the user's own formats first. */
export const frameworksWith = (formats: Formats = {}): readonly Framework[] => [
  ...Object.entries(formats).map(([name, format]) => inHouse(name, format)),
  ...FRAMEWORKS,
];

/** The framework of that name; undefined when there is none. */
export const frameworkOf = (name: string, frameworks = FRAMEWORKS): Framework | undefined =>
  frameworks.find((framework) => framework.name === name);
