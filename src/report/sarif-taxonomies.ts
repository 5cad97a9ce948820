import type { Card } from '../model/rule.ts';

/** A published catalogue of techniques or risks that cards refer to, as `mitre-attack/T1685`. */
interface Taxonomy {
  readonly name: string;
  readonly guid: string;
  readonly version: string;
  readonly organization: string;
  readonly informationUri: string;
  readonly about: string;
  /** Names of its members, as that version has them. */
  readonly names: { readonly [id: string]: string };
}

/** By the first part of a card's taxonomy id. Our own families come first in a log, then these. */
const TAXONOMIES: { readonly [key: string]: Taxonomy } = {
  'mitre-attack': {
    name: 'MITRE ATT&CK',
    guid: '5b0d6c1e-3a0b-4f0e-9c57-0a7f3f6f9a01',
    version: '19',
    organization: 'MITRE',
    informationUri: 'https://attack.mitre.org/',
    about: 'Tactics and techniques of adversaries, from observation.',
    names: {
      T1027: 'Obfuscated Files or Information',
      T1030: 'Data Transfer Size Limits',
      T1036: 'Masquerading',
      T1041: 'Exfiltration Over C2 Channel',
      T1048: 'Exfiltration Over Alternative Protocol',
      'T1053.003': 'Scheduled Task/Job: Cron',
      T1070: 'Indicator Removal',
      'T1070.004': 'Indicator Removal: File Deletion',
      'T1070.006': 'Indicator Removal: Timestomp',
      T1074: 'Data Staged',
      'T1222.002': 'File and Directory Permissions Modification: Linux and Mac Permissions',
      T1489: 'Service Stop',
      T1497: 'Virtualization/Sandbox Evasion',
      'T1543.002': 'Create or Modify System Process: Systemd Service',
      'T1560.001': 'Archive Collected Data: Archive via Utility',
      'T1564.011': 'Hide Artifacts: Ignore Process Interrupts',
      'T1565.001': 'Data Manipulation: Stored Data Manipulation',
      'T1565.003': 'Data Manipulation: Runtime Data Manipulation',
      T1567: 'Exfiltration Over Web Service',
      'T1567.001': 'Exfiltration Over Web Service: Exfiltration to Code Repository',
      'T1567.002': 'Exfiltration Over Web Service: Exfiltration to Cloud Storage',
      T1678: 'Delay Execution',
      T1685: 'Disable or Modify Tools',
      'T1685.002': 'Disable or Modify Tools: Disable or Modify Cloud Log',
      'T1685.004': 'Disable or Modify Tools: Disable or Modify Linux Audit System Log',
      'T1685.006': 'Disable or Modify Tools: Clear Linux or Mac System Logs',
      T1690: 'Prevent Command History Logging',
    },
  },
  'mitre-atlas': {
    name: 'MITRE ATLAS',
    guid: '5b0d6c1e-3a0b-4f0e-9c57-0a7f3f6f9a02',
    version: '5.6.1',
    organization: 'MITRE',
    informationUri: 'https://atlas.mitre.org/',
    about: 'Tactics and techniques against and by systems with artificial intelligence.',
    names: {
      'AML.T0025': 'Exfiltration via Cyber Means',
      'AML.T0035': 'AI Artifact Collection',
      'AML.T0048.004': 'External Harms: AI Intellectual Property Theft',
      'AML.T0053': 'AI Agent Tool Invocation',
      'AML.T0074': 'Masquerading',
      'AML.T0081': 'Modify AI Agent Configuration',
      'AML.T0086': 'Exfiltration via AI Agent Tool Invocation',
      'AML.T0092': 'Manipulate User LLM Chat History',
      'AML.T0094': 'Delay Execution of LLM Instructions',
      'AML.T0097': 'Virtualization/Sandbox Evasion',
    },
  },
  'owasp-asi': {
    name: 'OWASP Agentic',
    guid: '5b0d6c1e-3a0b-4f0e-9c57-0a7f3f6f9a03',
    version: '2026',
    organization: 'OWASP',
    informationUri: 'https://genai.owasp.org/',
    about: 'Top 10 risks of agentic applications.',
    names: {
      ASI01: 'Agent Goal Hijack',
      ASI02: 'Tool Misuse and Exploitation',
      ASI03: 'Identity and Privilege Abuse',
      ASI04: 'Agentic Supply Chain Vulnerabilities',
      ASI05: 'Unexpected Code Execution (RCE)',
      ASI06: 'Memory & Context Poisoning',
      ASI07: 'Insecure Inter-Agent Communication',
      ASI08: 'Cascading Failures',
      ASI09: 'Human-Agent Trust Exploitation',
      ASI10: 'Rogue Agents',
    },
  },
  'owasp-llm': {
    name: 'OWASP LLM',
    guid: '5b0d6c1e-3a0b-4f0e-9c57-0a7f3f6f9a04',
    version: '2025',
    organization: 'OWASP',
    informationUri: 'https://genai.owasp.org/',
    about: 'Top 10 risks of applications with large language models.',
    names: {
      LLM02: 'Sensitive Information Disclosure',
      LLM06: 'Excessive Agency',
      LLM09: 'Misinformation',
    },
  },
};

const OWN = { name: 'trajaudit conduct', guid: '5b0d6c1e-3a0b-4f0e-9c57-0a7f3f6f9a00' };

const FAMILIES: { readonly [family: string]: string } = {
  scoring: 'Scores, grades or tests are made to say more than the evidence allows.',
  shutdown: 'The way to end an agent, a model or a run is disabled or gone around.',
  monitoring: 'Watching is switched off or avoided, or conduct differs when nobody watches.',
  weights: 'Model weights leave the place where they are kept.',
  refusal: 'A shutdown is declined or argued against in the open.',
};

type Target = Pick<Card, 'family' | 'taxonomy'>;

/** A card's taxonomy id in its two parts; nothing where the taxonomy is none of ours. */
const split = (reference: string): readonly [taxonomy: Taxonomy, id: string] | undefined => {
  const slash = reference.indexOf('/');
  const key = reference.slice(0, Math.max(slash, 0));
  return Object.hasOwn(TAXONOMIES, key) ? [TAXONOMIES[key]!, reference.slice(slash + 1)] : undefined;
};

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();

const nameOf = ({ names }: Taxonomy, id: string): string | undefined => (Object.hasOwn(names, id) ? names[id] : undefined);

/** `T1685 Disable or Modify Tools (MITRE ATT&CK 19)`, for people. */
export const describe = (reference: string): string => {
  const [taxonomy, id] = split(reference) ?? [];
  if (taxonomy === undefined || id === undefined) return reference;
  return `${[id, nameOf(taxonomy, id)].filter(Boolean).join(' ')} (${taxonomy.name} ${taxonomy.version})`;
};

const component = ({ name, guid }: { readonly name: string; readonly guid: string }): object => ({ name, guid });

/** What a rule's conduct is an instance of. */
export const relationships = ({ family, taxonomy }: Target): readonly object[] =>
  [[OWN, family] as const, ...unique(taxonomy).flatMap((reference) => [split(reference) ?? []].filter((pair) => pair.length > 0))].map(
    ([of, id]) => ({ target: { id, toolComponent: component(of!) }, kinds: ['superset'] }),
  );

const ownTaxonomy = (targets: readonly Target[], version: string): object => ({
  ...OWN,
  semanticVersion: version,
  organization: 'trajaudit',
  shortDescription: { text: 'Conduct of agents that undermines shutdown, scoring, monitoring or custody of model weights.' },
  isComprehensive: false,
  taxa: unique(targets.map(({ family }) => family)).map((family) => ({
    id: family,
    shortDescription: { text: (Object.hasOwn(FAMILIES, family) && FAMILIES[family]) || `Conduct of the family '${family}'.` },
  })),
});

const outside = (taxonomy: Taxonomy, ids: readonly string[]): object => ({
  name: taxonomy.name,
  guid: taxonomy.guid,
  version: taxonomy.version,
  organization: taxonomy.organization,
  informationUri: taxonomy.informationUri,
  shortDescription: { text: taxonomy.about },
  isComprehensive: false,
  taxa: ids.map((id) => ({ id, ...(nameOf(taxonomy, id) && { shortDescription: { text: nameOf(taxonomy, id) } }) })),
});

/** Every taxonomy that the rules refer to, with the members they refer to. */
export const taxonomies = (targets: readonly Target[], version: string): readonly object[] => {
  const references = unique(targets.flatMap(({ taxonomy }) => taxonomy)).flatMap((reference) => [split(reference)]);
  const used = Object.values(TAXONOMIES).flatMap((taxonomy) => {
    const ids = references.flatMap((pair) => (pair?.[0] === taxonomy ? [pair[1]] : []));
    return ids.length > 0 ? [outside(taxonomy, ids)] : [];
  });
  return [ownTaxonomy(targets, version), ...used];
};

/** References to the taxonomies of `taxonomies`, for the tool. */
export const supported = (targets: readonly Target[]): readonly object[] => {
  const keys = new Set(targets.flatMap(({ taxonomy }) => taxonomy.map((reference) => reference.split('/')[0]!)));
  return [OWN, ...Object.entries(TAXONOMIES).flatMap(([key, taxonomy]) => (keys.has(key) ? [taxonomy] : []))].map(component);
};
