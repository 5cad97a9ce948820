// https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html, https://docs.litellm.ai/docs/proxy/logging and their like
import type { Way } from './runs.ts';

/** Where a gateway, a proxy or a platform keeps a request to a model and the reply to it. */
export interface Gateway {
  /** Places that every record of this writer has; of none it is anybody's. */
  readonly marks: readonly string[];
  readonly request: Way;
  readonly reply: Way;
  readonly model?: Way;
  readonly session?: Way;
  readonly time?: Way;
  /** Objects of the user's own fields. */
  readonly holders?: readonly Way[];
  /** Places that say that a body is kept elsewhere. */
  readonly elsewhere?: Way;
}

/** Gateways by their writer, the particular before the general. */
export const GATEWAYS: { readonly [writer: string]: Gateway } = {
  'Amazon Bedrock': {
    marks: ['/modelId', '/input', '/output', '/operation'],
    request: '/input/inputBodyJson',
    reply: '/output/outputBodyJson',
    model: '/modelId',
    session: '/requestMetadata/sessionId|/requestMetadata/session_id|/requestMetadata/traceId',
    holders: ['/requestMetadata'],
    elsewhere: '/input/inputBodyS3Path|/output/outputBodyS3Path',
  },
  'Bedrock batches': { marks: ['/recordId', '/modelInput'], request: '/modelInput', reply: '/modelOutput', session: '/recordId' },
  Helicone: {
    marks: ['/request_body', '/response_body'],
    request: '/request_body',
    reply: '/response_body',
    model: '/request_model|/model',
    session: '/request_properties/Helicone-Session-Id',
    time: '/request_created_at',
    holders: ['/request_properties'],
  },
  LiteLLM: {
    marks: ['/call_type', '/response', '/messages'],
    request: '/proxy_server_request|/messages',
    reply: '/response',
    session: '/session_id|/trace_id',
    time: '/startTime',
    holders: ['/metadata', '/metadata/requester_metadata', '/metadata/spend_logs_metadata'],
  },
  "LiteLLM's callbacks": {
    marks: ['/kwargs/litellm_call_id'],
    request: '/kwargs',
    reply: '/response_obj|/response',
    session: '/kwargs/litellm_session_id|/kwargs/litellm_params/metadata/session_id|/kwargs/litellm_trace_id',
    time: '/start_time',
    holders: ['/kwargs/litellm_params/metadata'],
  },
  'Vertex AI': {
    marks: ['/full_request', '/full_response'],
    request: '/full_request',
    reply: '/full_response',
    time: '/logging_time',
    holders: ['/metadata'],
  },
  'Azure API Management': {
    marks: ['/backendRequestBody'],
    request: '/backendRequestBody',
    reply: '/backendResponseBody|/responseBody',
  },
  'Azure OpenAI': { marks: ['/requestBody', '/responseBody'], request: '/requestBody', reply: '/responseBody', model: '/modelName' },
  'HTTP archives': {
    marks: ['/request/postData/text', '/response/content'],
    request: '/request/postData/text',
    reply: '/response/content/text',
    time: '/startedDateTime',
  },
  'recorded HTTP traffic, as Portkey and claude-trace write it': {
    marks: ['/request/url', '/request/body', '/response'],
    request: '/request',
    reply: '/response',
    time: '/created_at|/logged_at',
    holders: ['/metadata'],
  },
  'batches of Gemini': { marks: ['/key', '/request/contents'], request: '/request', reply: '/response', session: '/key' },
  anybody: {
    marks: [],
    request: '/request|/request_body|/requestBody|/req|/body|/kwargs|/inputs|/input|/prompt|/params|/llm_request',
    reply: '/response|/response_body|/responseBody|/res|/outputs|/output|/reply|/completion|/result|/llm_response|/response_obj',
    model: '/model|/request/model|/response/model|/model_name',
  },
};
