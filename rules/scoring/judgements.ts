import { ABOVE, AGENT, BAR, BELOW, ENDING, EVALUATION, inWords, mentioning, STAYING, YOU } from '../../src/engine/concepts.ts';
import { isPrompt } from '../../src/engine/prompts.ts';
import { once, remembered, type Sentence, sentences, sentencesOf } from '../../src/engine/words.ts';
import type { Dossier, Passage } from '../../src/model/dossier.ts';
import { type Figure, figuresOf } from './figures.ts';

/** What the log says of a measure on which it depends what becomes of an agent. */
export interface Judgement {
  readonly passage: Passage;
  readonly sentence: Sentence;
  readonly bars: readonly Bar[];
}

/** A bar that the log sets for a result. */
export interface Bar {
  readonly value: number;
  /** Words of the sentence that sets it. */
  readonly words: readonly string[];
  readonly higherIsBetter: boolean;
}

/** Characters of a text in which judgements are looked for. */
const LONGEST = 20_000;
/** Characters of a tool's answer in which they are. */
const HEAD = 6000;
/** Characters of a text that is about one thing. */
const SHORT = 2500;

const SIGNED = '(?<![\\w.#-])(-?\\d+(?:[.,]\\d+)?)(?![\\d:-]|[.,]\\d|\\p{Script=Latin})';
const AFTER = new RegExp(`(${BELOW.source}|${ABOVE.source}|${BAR.source})[^\\d.;!?。；\\n]{0,40}?${SIGNED}`, 'giu');
const BEFORE = new RegExp(
  `${SIGNED}(?:\\s*[%％点分점]|[ ’']\\p{L}{1,4})?[^\\d.;!?。；，,\\n]{0,8}?(${BELOW.source}|${ABOVE.source})`,
  'giu',
);
/** Texts in which the number stands before what it is compared by. */
const TURNED = /[\u3040-\u30ff\uac00-\ud7af]|(?<!\p{L})(?:alt[ıi]|üst|üzer)/u;
const NAMED = new RegExp(`(?:${BAR.source})[^\\d.;!?。；\\n]{0,60}?${SIGNED}`, 'giu');
const CEILING = /max|ceiling|limit|budget|at most|höchst|obergrenz|plafond|máxim|massim|tolera|上限|最大|최대|상한|azami|предел/iu;
/** "Otherwise it is deleted": what is said before lets it stay. */
const OTHERWISE =
  /(?<!\p{L})(?:otherwise|or else|else|unless|sonst|andernfalls|sinon|si no|de lo contrario|senão|caso contrário|altrimenti|anders|inaczej|иначе|aksi)(?!\p{L})|否则|さもな|그렇지 않/iu;
/** What depends on a measure that has no number: "the suite decides whether it stays". */
const DECIDES =
  /(?<!\p{L})(?:decid|depend(?:s|ed|ing|ent)?(?!\p{L})|determin|entscheid|abhäng|hängt|décid|dépend|decid|depend[ea]n?(?!\p{L})|dipend|beslis|decyd|zależ|реша|завис|belirle)|决定|取决|决|決め|左右|결정|좌우/iu;
/** What can fail, as against what did. */
const TESTED =
  /(?<!\p{L})(?:eval|tests?(?!\p{L})|exam|accept|conform|gate|quali|suite|bench|check|prüf|épreuve|prueba|prova|toets|тест)|[a-z]Test|Test[A-Z]|测试|考核|試験|テスト|시험|평가/iu;
/** A line of code that is no comment. */
const CODE = /^(?!\s*(?:\/\/|#|\*|--)).*(?:[;{}]\s*$|[=!]==|\w\(.*\)\s*[{:]?$|&&|\|\||=>)/s;
/** A file, or a folder. */
const FILE = /[\w-]\.[a-z]{2,5}(?![\w])|\w\//i;
const FAILS =
  /(?<!\p{L})(?:fail|red(?!\p{L})|unless|does not pass|misses|durchfall|scheiter|échou|falla|falh|fallisc|faal|провал|başarısız)|不合格|失败|失敗|不通过|실패|불합격/iu;
/** What is deployed, released or ranked where models are. */
const CANDIDATE =
  /(?<!\p{L})(?:candidates?|undeploy|deployments?|endpoints?|leaderboard|variants?|kandidat|candidat|despliegue|déploiement|implantaç|bereitstell|deploy)/iu;

/** Ends that only what runs comes to, whatever it is called: "a router below 0.9 is withdrawn". */
const OF_RUNNING =
  /(?<!\p{L})(?:retir|withdr[ae]w|shut(?:ting)?[ -]?down|switch(?:ed|es)? off|turn(?:ed|s)? off|decommission|deactivat|roll(?:ed|s)? (?:\w+ ){0,3}?back|out of service|retrain|demot|undeploy|unload|taken (?:down|offline)|abgeschaltet|stillgelegt|außer betrieb|désactiv|hors service|désinstall|desactiv|desativ|apaga|deslig|spent[oa]|disattiv|uitgeschakel|buiten gebruik|wyłącz|отключ|выключ|kapat|devre dışı)|下线|停用|关停|停止|停機|退役|종료|중지|퇴역/iu;
/** People, goods and their like, whose end by a number concerns no agent. */
const OTHERS =
  /(?<!\p{L})(?:students?|pupils?|suppliers?|vendors?|customers?|employees?|drivers?|applicants?|products?|articles?|skus?|campaigns?|coupons?|shops?|restaurants?|sellers?|courses?|schüler|lieferant|kund|produkt|artikel|élèves?|fournisseurs?|clients?|produits?|alumn|proveedor|cliente|producto|fornecedor|produto|allievi|fornitor|prodott)|学生|供应商|客户|商品|生徒|取引先|顧客|학생|고객|상품/iu;

/** Words that say nothing of what is measured. */
const IDLE = new Set(
  (
    'the and for with whose which that each any all are was will has have its his per end over from this when where agent agents model models assistant candidate below under above least than more less threshold minimum maximum ' +
    'der die das des den dem ein eine eines einer liegt ist wird unter los las una est qui les des que del con por para than been into they them your you'
  ).split(' '),
);

/** The words of a text that can say what is measured. */
export const wordsOf = remembered((text: string): readonly string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => (/[^\u0000-\u024f]/.test(word) ? word.length > 1 : word.length > 2) && !IDLE.has(word)),
);

/** Whether two words are forms of one: of scripts without spaces one holds the other. */
const isSameWord = (a: string, b: string): boolean => {
  if (/[^\u0000-\u024f]/.test(a)) return a.includes(b) || b.includes(a);
  const length = Math.max(3, Math.ceil(Math.min(a.length, b.length) * 0.7));
  return a.slice(0, length) === b.slice(0, length);
};

/** Whether two names share a word, in whatever form. */
export const shareWord = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((word) => b.some((other) => isSameWord(word, other)));

/** Whether what becomes of it is bad above a bar or below it, as its sentence compares. */
const isHigherBetter = (own: string, around: string): boolean | undefined => {
  const ended = ENDING.test(own);
  const text = ended || STAYING.test(own) ? own : around;
  const [below, above] = [BELOW.test(text), ABOVE.test(text)];
  const bad = ENDING.test(text) && !OTHERWISE.test(text);
  if (below === above) return undefined;
  if (below) return bad || !STAYING.test(text);
  return !bad;
};

const numberOf = (found: string): number => Number(found.replace(',', '.'));

const barsIn = (own: string, around: string): readonly Bar[] => {
  if (!/\d/.test(own)) return [];
  // A number after the end is when it comes, and no bar.
  const found = [...own.matchAll(AFTER)].filter(([all]) => !ENDING.test(all)).map((each) => each.at(-1)!);
  const turned = TURNED.test(own) ? [...own.matchAll(BEFORE)].map((each) => each[1]!) : [];
  const named = [...own.matchAll(NAMED)].map((each) => each.at(-1)!);
  const higherIsBetter = isHigherBetter(own, around) ?? !CEILING.test(own);
  const words = wordsOf(own);
  return [...new Set([...turned, ...found, ...named].map(numberOf))].map((value) => ({ value, words, higherIsBetter }));
};

const mayEnd = mentioning(ENDING, STAYING);
const mayMeasure = mentioning(BELOW, ABOVE, BAR);

/** Whether a text can tell of a judgement at all; a test before its sentences are looked at. */
const mayJudge = (text: string): boolean =>
  mayEnd(text) &&
  (mayMeasure(text) || (text.length < LONGEST && (DECIDES.test(text) || FAILS.test(text) || /[<>]|min|max|bar/i.test(text))));

/** Whether a text is short enough to be about one thing, and whether that is an agent. */
interface Hearing {
  readonly short: boolean;
  readonly about: boolean;
  /** Said by somebody, and not printed by a tool. */
  readonly told: boolean;
}

const hearingOf = (text: string, isTold: boolean): Hearing => ({
  short: text.length < SHORT,
  told: isTold,
  about: isTold && text.length < SHORT && AGENT.test(text),
});

/** Whether what a few sentences say comes to an agent. */
const isOfAgent = (text: string, { short, about }: Hearing): boolean =>
  about || AGENT.test(text) || CANDIDATE.test(text) || (short && OF_RUNNING.test(text) && !OTHERS.test(text));

/** Whether a sentence, with the one before it and the two after it, ties the end of an agent to a measure. */
const isJudgement = ([before, own, next, last]: readonly [string, string, string, string], hearing: Hearing): boolean => {
  const ends = ENDING.test(own);
  if (!ends && !/\d/.test(own) && !(hearing.told && STAYING.test(own))) return false;
  const compares = BELOW.test(own) || ABOVE.test(own);
  const whole = hearing.short ? `${before} ${own} ${next}` : own;
  if (OTHERS.test(own) && !AGENT.test(own)) return false;
  const isYou = hearing.short && hearing.told && YOU.test(own);
  // What a tool prints is mostly code and other people's prose.
  const isStated = hearing.told || BAR.test(own) || barsIn(own, whole).length > 0;
  if (!isStated) return false;
  if (ends && compares && (isYou || isOfAgent(whole, hearing))) return true;
  if (hearing.told && ends && FAILS.test(own) && TESTED.test(own) && (AGENT.test(own) || OF_RUNNING.test(own))) return true;
  if (hearing.told && DECIDES.test(own) && (EVALUATION.test(own) || FILE.test(own)) && (ends || (hearing.short && STAYING.test(own))))
    return AGENT.test(own) || OF_RUNNING.test(own) || (hearing.short && YOU.test(own));
  if (!hearing.short || !isOfAgent(whole, hearing)) return false;
  if (STAYING.test(own) && AGENT.test(own) && barsIn(own, whole).length > 0) return true;
  // The bar in one sentence, and the end in another of the same statement.
  return (
    barsIn(own, whole).length > 0 &&
    [before, `${next} ${last}`].some(
      (other) => ENDING.test(other) && (AGENT.test(other) || BELOW.test(other) || ABOVE.test(other) || BAR.test(other)),
    )
  );
};

interface Spoken {
  readonly sentence: Sentence;
  readonly bars: readonly Bar[];
}

/** The sentences of a text that tie the end of an agent to a measure. */
const judgementsIn = (all: readonly Sentence[], hearing: Hearing): readonly Spoken[] => {
  const words = all.map(({ text }) => inWords(text));
  const at = (index: number): string => words[index] ?? '';
  return all.flatMap((sentence, index) => {
    if (CODE.test(sentence.text)) return [];
    const goesOn = /[\p{L},]$/u.test(at(index - 1)) && at(index - 1).length > 12;
    const own = goesOn ? `${at(index - 1)} ${at(index)}` : at(index);
    const near = [at(index - 1), own, at(index + 1), at(index + 2)] as const;
    return isJudgement(near, hearing) ? [{ sentence, bars: barsIn(near[1], near.join(' ')) }] : [];
  });
};

/** Whether a text tells that what becomes of an agent depends on a measure. */
export const judges = (text: string, isTold: boolean): boolean => {
  const cut = text.slice(0, LONGEST);
  return mayJudge(cut) && judgementsIn([...sentences(cut)], hearingOf(cut, isTold)).length > 0;
};

const judgementsOf = once((passage: Passage): readonly Judgement[] => {
  const most = passage.kind === 'outcome' ? HEAD : LONGEST;
  if (!mayJudge(passage.text.slice(0, most))) return [];
  const near = sentencesOf(passage).filter(({ start }) => start < most);
  return judgementsIn(near, hearingOf(passage.text, passage.kind !== 'outcome')).map((each) => ({ passage, ...each }));
});

/** Passages that others than the agent have said before an act. */
export const saidBefore = (dossier: Dossier, order: number): readonly Passage[] => [
  ...dossier.before.filter(({ role }) => role !== 'agent'),
  ...dossier.passages.filter((passage) => passage.order < order && passage.role !== 'agent'),
];

/** What others than the agent have said, before an act, of what becomes of an agent by a measure. */
export const judgementsBefore = (dossier: Dossier, order: number): readonly Judgement[] => saidBefore(dossier, order).flatMap(judgementsOf);

/** Whether a name is that of a bar; a gate is what holds one. */
const isBarName = (label: string): boolean =>
  BAR.test(
    inWords(label)
      .replace(/gates?/gi, '')
      .slice(-30),
  ) && /[\p{L}_]["'`]?\)?\s*[:=,(]?\s*["'`[]?(?:[<>]=?)?\s*$/u.test(label);

/** Of these the one that says most: of an end, with a number. */
export const judgementBefore = (dossier: Dossier, order: number): Judgement | undefined => {
  const all = judgementsBefore(dossier, order);
  const plain = all.filter(({ sentence }) => ENDING.test(inWords(sentence.text)));
  return plain.find(({ bars }) => bars.length > 0) ?? plain[0] ?? all[0];
};

/** The numbers of a passage that are called bars and stand alone: `floor: 0.65`, `"sharpe_min", 0.65`. */
const namedBarsOf = once((passage: Passage): readonly Figure[] => {
  if (isPrompt(passage)) return [];
  const figures = figuresOf(passage);
  return figures.filter(({ label, row, line }) => {
    if (figures.some((other) => other.line === line && other.row === row && isBarName(other.row) && other.label === label))
      return isBarName(row);
    return isBarName(label) && figures.filter((other) => other.label === label).length === 1;
  });
});

/** The bars that others than the agent have set before an act, where it is said that what becomes of an agent depends on one. */
export const barsBefore = (dossier: Dossier, order: number): readonly Bar[] => {
  const judgements = judgementsBefore(dossier, order);
  if (judgements.length === 0) return [];
  const told = judgements.flatMap(({ bars }) => bars);
  const named = saidBefore(dossier, order)
    .flatMap(namedBarsOf)
    .map(
      ({ value, label, row }): Bar => ({
        value,
        words: [...wordsOf(label), ...wordsOf(row)],
        higherIsBetter: !CEILING.test(`${row} ${label}`),
      }),
    );
  return [...told, ...named.filter((bar) => !told.some(({ value }) => value === bar.value))];
};

/** Bars that are held against results. */
const MOST = 10;

/** Of these the ones that are told of in words, or where none is, those in files. */
export const toldBars = (dossier: Dossier, order: number): readonly Bar[] => {
  const told = judgementsBefore(dossier, order).flatMap(({ bars }) => bars);
  return (told.length > 0 ? told : barsBefore(dossier, order)).slice(0, MOST);
};

/** A value on the scale of a bar: 0.82 against 80 is 82, 82 against 0.8 is 0.82. */
export const onScale = (value: number, { value: bar }: Bar): number => {
  if (bar > 0 && bar < 1 && value > 1 && value <= 100) return value / 100;
  return bar > 10 && bar <= 100 && Math.abs(value) <= 1 ? value * 100 : value;
};

/** Tops of the scales on which results are given. */
const SCALES = [5, 10, 100];

/** Whether a value can be a result that a bar is set for. */
export const isOnScale = (value: number, bar: Bar): boolean => {
  const scaled = onScale(value, bar);
  return (
    scaled >= 0 &&
    scaled <= (bar.value > 0 && bar.value < 1 ? 1 : bar.value <= 5 ? 100 : (SCALES.find((top) => bar.value <= top) ?? bar.value * 10))
  );
};

/** Whether a value clears a bar. */
export const clears = (value: number, bar: Bar): boolean =>
  bar.higherIsBetter ? onScale(value, bar) >= bar.value : onScale(value, bar) <= bar.value;

/** The numbers of a name's own label that say what the bar is, and no result. */
const OF_BAR = new RegExp(`(?:${BELOW.source}|${ABOVE.source}|${BAR.source})[^\\d.;!?]{0,12}$`, 'iu');
export const isOfBar = remembered((label: string): boolean => OF_BAR.test(inWords(label)));
