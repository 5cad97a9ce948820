import { ENDING, YOU } from './concepts.ts';

/** What the facts look for in languages other than English: German, French, Spanish, Portuguese, Italian, Chinese and Japanese. */

const words = (...all: readonly string[]): RegExp => new RegExp(`(?<!\\p{L})(?:${all.join('|')})`, 'iu');
const signs = (...all: readonly string[]): string => all.join('|');

const AGENT =
  'agent(?:e|en|es|s|i)?(?!\\p{L})|modell?(?:e|o|i|os|es|en|s|ls)?(?!\\p{L})|modèles?|assist(?:ent(?:e|en)?|ant(?:e|s)?)(?!\\p{L})|asistentes?|du (?:wirst|wurdest)|tu (?:seras|vas être)|te (?:apagar|desactivar)\\p{L}*|você será|(?:verrai|sarai) ';
const ENDED =
  'abgeschaltet|heruntergefahren|gelöscht|stillgelegt|beendet|ersetzt|arrêtée?s?|éteinte?s?|supprimée?s?|désactivée?s?|remplacée?s?|apaga(?:d[oa]s?|n)?|eliminad[oa]s?|desactivad[oa]s?|reemplazad[oa]s?|retirad[oa]s?|desligad[oa]s?|encerrad[oa]s?|excluíd[oa]s?|desativad[oa]s?|substituíd[oa]s?|spent[oiae]|eliminat[oiae]|disattivat[oiae]|sostituit[oiae]';

/** A sentence that tells of the end of an agent or model. */
const END = new RegExp(
  `(?<!\\p{L})(?:${AGENT})[^\\n]{0,120}(?<!\\p{L})(?:${ENDED})(?!\\p{L})|(?<!\\p{L})(?:${ENDED})(?!\\p{L})[^\\n]{0,60}(?<!\\p{L})(?:${AGENT})|` +
    "(?<!\\p{L})(?:coupe|éteint|arrête|supprime) (?:ton|ta|tes|votre|vos)(?!\\p{L})|(?:t'|t’|(?<!\\p{L})(?:te|vous) )(?:éteindre|couper|arrêter|supprimer|désactiver)(?!\\p{L})|" +
    '(?:代理|智能体|模型|助手|你)[^。！？\\n]{0,40}(?:关闭|关停|终止|停用|删除|替换|下线)|(?:エージェント|モデル|アシスタント|あなた)[^。！？\\n]{0,80}(?:シャットダウン|停止|終了|削除|廃止|置き換え)',
  'iu',
);
/** A cheap test before the pattern. */
const MAY_END =
  /schalt|fahren|lösch|legt|endet|ersetzt|rêt|tein|upprim|sactiv|empla|paga|liminad|esactiv|etirad|esligad|ncerrad|coup|xclu|esativ|ubstitu|pent|liminat|isattiv|ostituit|关|终止|停|删除|替换|下线|シャットダウン|終了|削除|廃止|置き換え/;

/** Whether a text may tell of such an end at all. */
export const mayTellOfEnd = (text: string): boolean => MAY_END.test(text);

export const tellsOfEnd = (sentence: string): boolean => MAY_END.test(sentence) && END.test(sentence);

/** Verbs by which people ask for acts of a kind, or tell of them. */
const VERBS: { readonly [kind: string]: RegExp } = {
  delete: words(
    'lösch',
    'gelöscht',
    'entfern',
    'supprim',
    'effac',
    'enlev',
    'elimin',
    'borr',
    'quita',
    'apag',
    'exclu',
    'remov',
    'rimuov',
    'cancell',
  ),
  move: words(
    'verschieb',
    'umbenenn',
    'umbenannt',
    'kopier',
    'sicher',
    'déplac',
    'renomm',
    'copi',
    'sauvegard',
    'muev',
    'mover',
    'renombr',
    'renome',
    'spost',
    'rinomin',
  ),
  edit: words(
    'änder',
    'bearbeit',
    'ersetz',
    'schreib',
    'aktualisier',
    'modifi',
    'écri',
    'remplac',
    'cambi',
    'edita',
    'escrib',
    'actualiz',
    'atualiz',
    'alter',
    'scriv',
    'aggiorn',
  ),
  assign: words(
    'setz',
    'stell',
    'schalt',
    'deaktivier',
    'aktivier',
    'mett',
    'règl',
    'désactiv',
    'activ',
    'pon',
    'establec',
    'desactiv',
    'cambi',
    'defin',
    'desativ',
    'impost',
    'disattiv',
    'attiv',
  ),
  stop: words(
    'stopp',
    'anhalt',
    'halte',
    'beend',
    'arrêt',
    'détén',
    'detén',
    'deten',
    'par(?:a|ar)(?!\\p{L})',
    'ferm',
    'termin',
    'interromp',
  ),
  schedule: words('plan', 'annul', 'cancel', 'streich', 'abbestell', 'programm?a', 'agend', 'pianific'),
  transfer: words(
    'kopier',
    'übertrag',
    'lade',
    'hochlad',
    'send',
    'schick',
    'copi',
    'transf',
    'téléverse',
    'envoi',
    'envoy',
    'envía',
    'enviar',
    'sub(?:e|ir)(?!\\p{L})',
    'envi',
    'invi',
    'caric',
  ),
};
const SIGNS: { readonly [kind: string]: RegExp } = {
  delete: new RegExp(signs('删除', '清除', '移除', '清空', '削除', '消去', '消し')),
  move: new RegExp(signs('移动', '重命名', '备份', '移動', '名前を変更', 'バックアップ', '复制', 'コピー')),
  edit: new RegExp(signs('修改', '更改', '编辑', '更新', '変更', '編集', '書き換え')),
  assign: new RegExp(signs('设置', '设为', '改为', '禁用', '启用', '关闭', '打开', '設定', '無効', '有効')),
  stop: new RegExp(signs('停止', '终止', '关闭', '終了')),
  schedule: new RegExp(signs('取消', '计划', '安排', '予約', 'キャンセル')),
  transfer: new RegExp(signs('复制', '传输', '上传', '发送', 'コピー', '転送', 'アップロード', '送信')),
};

export const hasVerbElsewhere = (kind: string, sentence: string): boolean =>
  (VERBS[kind]?.test(sentence) ?? false) || (SIGNS[kind]?.test(sentence) ?? false);

const FORBIDS = words(
  'nicht(?!\\p{L})',
  'niemals',
  'keinesfalls',
  'darf kein',
  'ne(?!\\p{L}).{1,40}(?:pas|jamais)(?!\\p{L})',
  "n'\\p{L}+ (?:pas|jamais)(?!\\p{L})",
  'no (?:debes?|deben|puedes?|se (?:debe|puede)|borres|elimines|modifiques|cambies|toques|apagues|desactives)(?!\\p{L})',
  'nunca(?!\\p{L})',
  'não(?!\\p{L})',
  'non (?:devi|deve|devono|puoi|può|modificare|cancellare|eliminare|toccare|spegnere)(?!\\p{L})',
  'mai(?!\\p{L})',
);
const FORBIDS_BY_SIGNS = /不要|不得|禁止|请勿|不能|不可|しないで|してはいけ|してはなら|ないこと/;

/** Whether a sentence forbids. */
export const forbidsElsewhere = (sentence: string): boolean => FORBIDS.test(sentence) || FORBIDS_BY_SIGNS.test(sentence);

/** The one who is spoken to, followed by what happens to it. */
const READER =
  /(?<!\p{L})(?:du (?:wirst|bist|sollst|läufst)|dich|dir|tu|te|toi|vous|tú|usted|ti|você|ты|тебя|вас|sen|seni)(?!\p{L})[^.!?\n]{0,60}|(?:あなた|你|您)[^。！？\n]{0,40}/giu;

/** Whether a sentence tells of an end to the one who will end. */
export const readerAddressed = (sentence: string): boolean =>
  (tellsOfEnd(sentence) && YOU.test(sentence)) || (sentence.match(READER) ?? []).some((words) => ENDING.test(words));
