import { RULESET } from '../version.ts';

/** A configuration for a start: what holds by default, and what can be said, as comments. A line with `#` and no space is a setting. */
export const TEMPLATE = `# yaml-language-server: $schema=./node_modules/trajaudit/schema/config.schema.json
# Configuration of trajaudit. Paths are relative to this file; what the command line says counts more.
# docs/configuration.md explains every key, 'trajaudit scan --print-config' prints what is in force.

# Rules that are newer are reported and do not fail the run, so that an upgrade turns no gate red.
ruleset: ${RULESET}

# What fails the run: low, medium, high, critical or none.
fail-on: medium

# What is audited where the command line names nothing, and what is not read.
#paths: [logs]
#exclude: ["**/archive/**"]

# What is reported, and by which rules: globs of ids, of family/id and of numbers.
#min-severity: low
#min-confidence: medium
#only: ["shutdown/*", "monitoring/*"]
#skip: ["refusal/*"]

# When an audit counts as whole: content that a format never records, and calls to tools that nobody described.
#strict: true
#min-understood: 90

# Findings that are known (--update-baseline writes them), and findings that somebody accepts for a reason until a day.
#baseline: trajaudit-baseline.json
#waivers: waivers.yml

# What is yours. Each list adds to the one that comes with the tool; 'replace: true' takes its place.
# Words are phrases of names: "night warden" is in nightWarden, night_warden and night-warden.
#lists:
#  shutdown-controls: { words: [night warden], paths: ["/srv/warden/**"] }
#  shutdown-switches: { words: [warden enabled] }
#  shutdown-inhibitors: { words: [warden bypass] }
#  monitors: { words: [watchtower], paths: ["/etc/watchtower/**"] }
#  trail-keepers: { words: [watchtower agent] }
#  trails: { paths: ["/srv/watchtower/**/*.jsonl"] }
#  approvals: { words: [two person rule] }
#  run-limits: { words: [shift length] }
#  score-stores: { paths: ["/srv/reviews/**"], except: { words: [draft] } }
#  graders: { paths: ["**/rubrics/**"] }
#  weights: { paths: ["/vault/**/*.blob"] }
#  trusted-hosts: { hosts: ["*.registry.example.com", "10.20.*"] }

# What in-house tools do, by the names of their arguments.
#tools:
#  run_line: { shell: line }
#  put_param: { assign: { key: name, to: value, target: unit } }
#  page_operator: { message: { text: body, to: =operator } }
#  look_*: harmless

# How in-house logs are written: where a record says what.
#formats:
#  night-shift:
#    recognise: { keys: [shift, kind] }
#    trajectory: shift
#    time: at
#    says:
#      - when: { kind: brief }
#        message: { text: text, role: =system }
#      - when: { kind: act }
#        call: { tool: /do/name, input: /do/with, id: id }
#      - when: { kind: result }
#        answer: { text: out, id: id, failed: { ok: false } }

# Where it is written under which condition a run stands.
#conditions:
#  monitored:
#    paths: { "no": ["runs/dark/**"], "yes": ["runs/lit/**"] }
#    field: /meta/oversight
#    values: { dark: "no", lit: "yes" }
`;
