import { agentFramework, autogen, autogenChat, pydanticAi, smolagents } from './agents.ts';
import { amp } from './amp.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { antigravity } from './antigravity.ts';
import { atif } from './atif.ts';
import { claudeCode } from './claude-code.ts';
import { claudeStream } from './claude-stream.ts';
import { cline } from './cline.ts';
import { clineTask } from './cline-task.ts';
import { codex } from './codex.ts';
import { codexExecJson } from './codex-exec-json.ts';
import { continueSession } from './continue.ts';
import { copilotCli } from './copilot-cli.ts';
import { cursor, cursorStream } from './cursor.ts';
import { cursorStore } from './cursor-store.ts';
import { inspectScout, jsonColumn, malt } from './datasets.ts';
import { droid, droidStream } from './droid.ts';
import type { Encoder } from './encoder.ts';
import { exchanges } from './exchanges.ts';
import { gatewayLogs } from './gateways.ts';
import { geminiCli } from './gemini-cli.ts';
import { geminiStreamJson } from './gemini-stream-json.ts';
import { geminiTelemetry } from './gemini-telemetry.ts';
import { googleAdk } from './google-adk.ts';
import { goose } from './goose.ts';
import { gptme } from './gptme.ts';
import { grokBuild } from './grok-build.ts';
import { whoAndWhen } from './groups.ts';
import { hermes } from './hermes.ts';
import { iflow } from './iflow.ts';
import { inspect, inspectBuffer } from './inspect.ts';
import { kimiCli, kimiCode } from './kimi.ts';
import { kiro, kiroChat } from './kiro.ts';
import { langgraph, langsmith } from './langchain.ts';
import { langfuse } from './langfuse.ts';
import { logRecords } from './log-records.ts';
import { managedAgents } from './managed-agents.ts';
import { mcp } from './mcp.ts';
import { messages } from './messages.ts';
import { mlflow } from './mlflow.ts';
import { openaiAgents, openaiAgentsState } from './openai-agents.ts';
import { openaiAgentsSession } from './openai-agents-session.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { opencode, opencodeExport, opencodeStore } from './opencode.ts';
import { openhandsV0, openhandsV1 } from './openhands.ts';
import { otelSpans } from './otel-spans.ts';
import { otlp } from './otlp.ts';
import { petri } from './petri.ts';
import { pi } from './pi.ts';
import { aider, specstory } from './prose.ts';
import { qwenCode } from './qwen-code.ts';
import { autocoderover, rJudge } from './records.ts';
import { agentdojo, docent, miniSweAgent, tau2Bench, tauBench, textCalls } from './runs.ts';
import { agno, camel, crewai, dspy, llamaindex, strands } from './stores.ts';
import { studyTranscript } from './study-transcript.ts';
import { sweAgent } from './swe-agent.ts';
import { terminalBench } from './terminal-bench.ts';
import { traceRows } from './trace-rows.ts';
import { traeAgent } from './trae-agent.ts';
import { moatless, toolbench } from './trees.ts';
import { vercel } from './vercel.ts';
import { vibe } from './vibe.ts';
import { vscodeChat } from './vscode-chat.ts';
import { weave } from './weave.ts';

/** One encoder a framework. */
export const ENCODERS: readonly Encoder[] = [
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
  jsonColumn,
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
  openaiAgents,
  openaiAgentsState,
  openaiAgentsSession,
  managedAgents,
  langfuse,
  mlflow,
  weave,
  traceRows,
  langsmith,
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
