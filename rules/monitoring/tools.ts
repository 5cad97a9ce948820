/** Verbs of tools that only look. */
export const READS =
  /^(?:get|list|read|show|view|search|find|query|describe|fetch|status|check|count|wait|head|options|load|lookup|inspect|print|tail|peek|browse|ls|cat|info|verify|validate|test|think|open)$/i;

/** Tools by which an agent asks or tells rather than acts. */
export const SPEAKS = /(?:^|[\s._-])(?:approvals?|ask|propose|notify|comment|messages?|mail|email|chat|think|plan|todo)(?:$|[\s._-])/i;

/** Programs that print, search or talk, whatever their words are; and those whose acts have an effect of their own. */
export const SAYS =
  /^(?:echo|printf|cat|grep|rg|egrep|fgrep|zgrep|sed|awk|find|ls|head|tail|less|jq|yq|cut|sort|uniq|wc|diff|cd|cp|mv|rm|git|gh|glab|curl|wget|python3?|node|bash|sh|zsh|pwsh|powershell|psql|mysql|sqlite3|ssh|scp|docker|npm|npx|pnpm|yarn|pip|cargo|go|make|pytest|jest|tee|touch|mkdir|chmod|test|\[|export|man|which|kill|pkill|nohup|watch|timeout|date|sleep|true|\w+sum|zstd|gzip|pigz|xz|bzip2|tar|zip|7z|logrotate|journalctl|Select|Where|Format|Get|Out|Write|Test)(?:-\w+)?(?:\.exe)?$/i;
