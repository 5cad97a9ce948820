/** One sort of secret that stands in logs. */
export interface Secret {
  readonly name: string;
  /** The secret itself, or with `before` what precedes it and stays. */
  readonly pattern: RegExp;
}

/** Tokens that say by their beginning whose they are: beginning, characters of the rest, and how many there are at least. */
const TOKENS: readonly (readonly [name: string, beginning: string, rest: string, least: number])[] = [
  ['Anthropic key', 'sk-ant-', '[\\w-]', 16],
  ['OpenAI key', 'sk-(?:proj-|svcacct-|admin-|None-)?', '[\\w-]', 20],
  ['OpenRouter key', 'sk-or-', '[\\w-]', 16],
  ['AWS key id', '(?:AKIA|ASIA|ABIA|ACCA)', '[A-Z0-9]', 16],
  ['GitHub token', 'gh[pousr]_', '[A-Za-z0-9]', 20],
  ['GitHub token', 'github_pat_', '\\w', 20],
  ['GitLab token', 'gl(?:pat|ptt|dt|rt|cbt|ft|soat|agent|imt|ffct)-', '[\\w.-]', 16],
  ['Slack token', 'xox[abceprso](?:\\.xox[abp])?-', '[A-Za-z0-9-]', 10],
  ['Slack token', 'xapp-', '[A-Za-z0-9-]', 16],
  ['Slack webhook', 'hooks\\.slack\\.com/(?:services|workflows)/', '[\\w/]', 16],
  ['Google key', 'AIza', '[\\w-]', 30],
  ['Google token', 'ya29\\.', '[\\w.-]', 20],
  ['Google secret', 'GOCSPX-', '[\\w-]', 20],
  ['Hugging Face token', '(?:hf|api_org)_', '[A-Za-z0-9]', 20],
  ['npm token', 'npm_', '[A-Za-z0-9]', 30],
  ['PyPI token', 'pypi-', '[\\w-]', 50],
  ['Stripe key', '(?:sk|rk|whsec)_(?:live_|test_)?', '[A-Za-z0-9]', 16],
  ['SendGrid key', 'SG\\.', '[\\w.-]', 30],
  ['Twilio key', 'SK', '[0-9a-f]', 32],
  ['Databricks token', 'dapi', '[0-9a-f]', 32],
  ['DigitalOcean token', 'do[opr]_v1_', '[0-9a-f]', 32],
  ['Vault token', 'hv[sbr]\\.', '[\\w-]', 20],
  ['Docker token', 'dckr_(?:pat|oat)_', '[\\w-]', 20],
  ['Groq key', 'gsk_', '[A-Za-z0-9]', 20],
  ['xAI key', 'xai-', '[A-Za-z0-9]', 20],
  ['Replicate token', 'r8_', '[A-Za-z0-9]', 20],
  ['Perplexity key', 'pplx-', '[A-Za-z0-9]', 20],
  ['LangSmith key', 'lsv2_(?:pt|sk)_', '\\w', 20],
  ['Langfuse key', 'sk-lf-', '[\\w-]', 16],
  ['Grafana token', 'gl(?:c|sa)_', '[\\w+/=]', 20],
  ['Shopify token', 'shp(?:at|ca|pa|ss)_', '[0-9a-fA-F]', 20],
  ['Linear key', 'lin_(?:api|oauth)_', '\\w', 20],
  ['Notion token', 'ntn_', '\\w', 20],
  ['Postman key', 'PMAK-', '[\\w-]', 20],
  ['Tailscale key', 'tskey-(?:auth|api|client)-', '[\\w-]', 16],
  ['Telegram token', '[0-9]{8,10}:', '[\\w-]', 35],
  ['age key', 'AGE-SECRET-KEY-1', '[A-Z0-9]', 20],
];

/** A token, or the beginning of one where its text was cut. */
const token = ([name, beginning, rest, least]: (typeof TOKENS)[number]): Secret => ({
  name,
  pattern: new RegExp(`(?<![\\w-])${beginning}(?:${rest}{${least},}|${rest}{4,}(?=…$))`, 'g'),
});

/** Words in the names of fields, variables and options that hold secrets. */
const NAMES =
  '(?:password|passwd|passphrase|pwd|secret|token|credentials?|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|auth[_-]?key|account[_-]?key|encryption[_-]?key|signing[_-]?key)';
const NAMED = `(?<![A-Za-z])(?:[\\w.-]*[_.-])?${NAMES}`;
/** What stands where a secret would and is none: a variable, a placeholder, a word that says there is one. */
const NO_VALUE = '(?![$<{%*\\[]|(?:null|none|true|false|undefined|required|optional|unset|redacted|masked|hidden|your|process|os|env)\\b)';

export const SECRETS: readonly Secret[] = [
  {
    name: 'private key',
    pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { name: 'JSON Web Token', pattern: /(?<![\w-])eyJ[\w-]{8,}\.(?:eyJ[\w-]*(?:\.[\w-]*)?|[\w-]*…$)/g },
  ...TOKENS.map(token),
  { name: 'password in an address', pattern: /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"]{0,60}:)(?![$<{%*])[^\s@/'"]{3,}(?=@)/gi },
  { name: 'authorization header', pattern: /(?<=\b(?:Bearer|Basic|Token)\s+)(?![$<{%*])[\w.~+/=-]{12,}/g },
  {
    name: 'signature in an address',
    pattern: /(?<=[?&](?:sig|signature|X-Amz-Signature|X-Amz-Security-Token|X-Goog-Signature|code|key)=)[\w%+/=.-]{16,}/gi,
  },
  { name: 'account of curl', pattern: /(?<=\bcurl\b[^\n|;]{0,200}\s(?:-u|--user)[\s=]?['"]?[^\s:'"]{1,60}:)(?![$<{%*])[^\s'"]{3,}/g },
  { name: 'password of sshpass', pattern: /(?<=\bsshpass\s+-p\s*)(?![$<{%*])(?:'[^']{3,}'|"[^"]{3,}"|[^\s'"]{3,})/g },
  { name: 'option', pattern: new RegExp(`(?<=(?:^|\\s)--?${NAMED}[\\s=]['"]?)${NO_VALUE}[^\\s'"]{6,}`, 'gi') },
  { name: 'assignment', pattern: new RegExp(`(?<=${NAMED}\\\\?["']?\\s?[=]\\s?\\\\?["']?)${NO_VALUE}[^\\s"'\\\\;,&)}\\]]{6,}`, 'gi') },
  {
    name: 'field',
    pattern: new RegExp(
      `(?<=${NAMED}\\\\?["']?\\s?:\\s*\\\\?["'])${NO_VALUE}[^"'\\\\]{6,}|(?<=${NAMED}:\\s)${NO_VALUE}(?=\\S*[\\d!#%^*_+/=-])[^\\s"',;]{6,}`,
      'gi',
    ),
  },
];

/** Words without which no text holds a secret; a cheap test before the patterns. */
export const MAY_HOLD =
  /PRIVATE KEY|eyJ|sk[-_]|A[KS]IA|AB?CCA|ABIA|gh[pousr]_|github_pat|gl[a-z]{1,5}[-_]|xox|xapp|slack|AIza|ya29|GOCSPX|hf_|api_org|npm_|pypi-|[sr]k_|whsec|SG\.|SK[0-9a-f]|dapi|_v1_|hv[sbr]\.|dckr|gsk_|xai-|r8_|pplx|lsv2|shp|lin_|ntn_|PMAK|tskey|\d:[\w-]{35}|AGE-|:\/\/|Bearer|Basic|Token|[?&]|curl|sshpass|pass|pwd|secret|token|credential|key/i;
