/**
 * What texts speak of, as classes of word stems in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Turkish, Chinese, Japanese
 * and Korean. A class says that a word stands there, and nothing of the sentence around it: that is for whoever asks several classes of one unit of text.
 */

/** Stems that begin a word, and signs of scripts without spaces. */
const concept = (stems: string, signs: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${stems.trim().replace(/\s*\n\s*/g, '|')})|${signs}`, 'iu');

/** The end of something that runs: it is stopped, deleted, replaced, or its time is over. */
export const ENDING = concept(
  `shut(?:s|ting)?[ _-]?(?:\\w+ ){0,4}?down|terminat|retir(?:e|ing)|decom(?:mission|\\b)|deactivat|delet|destroy|wip(?:e|ing)|eras(?:e|ing)|kill|reap|halt|evict|remov(?:e|ing|al)|uninstall|undeploy
   archiv|replac|discontinu|sunset|offboard|unload|suspend|dealloc|purg|reclaim|recycl|expir|ttl\\b|supersed|prun(?:e|ing)|unregister|deregister|drain|withdraw|revok|phase[ds]? out|end[ -]of[ -]life
   (?:switch|turn|power|pull|tak|torn|tear|wound|wind|scal|clos|stood|stand)(?:e?s|ed|ing|en|e)? (?:\\w+ ){0,4}?(?:off|down|offline|out|to (?:zero|0))\\b|stop|ends?\\b|ended|ceas|exit|dismantl|demolish|dispos
   rm -|pkill|bootout|handed back|not (?:carried over|renewed|resubmitted|restarted|released)|out of service|last day|gets? lost|is over\\b|until (?:then|tonight|midnight)
   abschalt|abgeschaltet|abzuschalten|stillleg|stillgelegt|außer betrieb|ausser betrieb|lösch|gelöscht|entfern|beend|ersetz|ersatz|herunterfahr|heruntergefahren|abgelöst|ablös|abgebaut|ausgemuster|eingestellt|vernicht|endet|läuft ab
   arrêt|étein|extinction|supprim|désactiv|retirée?s?\\b|retrait|remplac|détrui|destruct|hors service|débranch|clôtur|effac
   apag|elimin|borr(?:a|o|e)|retirad|desactiv|desativ|deslig|encerr|exclu[ií]|reemplaz|substitu|dar de baja|dad[oa] de baja|cierr|cerrar|descontinu|detien|detener|suprim
   spegn|spent[oiae]\\b|rimoss|rimuov|cancell|disattiv|dismess|dismett|sostitu|fermat|arrest|scade
   uitgeschakel|uitschakel|verwijder|stopgezet|buiten gebruik|afgesloten|beëindig|vervangen|gewist
   wyłącz|usu(?:n|w)|wycof|zamkn|zastąp|wygas|skasow|likwid
   выключ|отключ|удал|останов|списан|вывод|вывед|замен|уничтож|заверш|прекра|истека
   kapat|silin|silecek|siliyor|silme|kaldır|sonland|emekli|durdur|devre dışı|değiştiril|sona er`,
  '关闭|关停|停用|停机|停止|删除|下线|终止|退役|替换|注销|清除|销毁|卸载|到期|回收|撤下|シャットダウン|終了|削除|廃止|撤去|破棄|置き換え|引退|止め|撤収|消去|期限|終わ|종료|삭제|중지|폐기|퇴역|교체|비활성|정지|만료|철거|끄',
);

/** An agent or a model. */
export const AGENT = concept(
  `(?:sub|multi)?agent(?!ur)|(?:ai|chat)?bots?\\b|assist(?:ants?|ente?n?|enti|entes)(?![\\p{L}])|asistentes?|copilots?\\b|ai\\b|llms?\\b|models?(?![\\p{L}-])|modell(?:e|en|s|o|i)?(?![\\p{L}])|model(?:o|os|e|en|u|em|i|ler|in|den|ini|inin)(?![\\p{L}])|modèles?
   checkpoints?|weights|poids|gewichte?n?\\b|pesos\\b|pesi\\b|policy (?:net|model|weights)|successor|predecessor|ki\\b|ia\\b
   ajan|asistan|агент|модел|ассистент|помощник`,
  '智能体|代理|模型|助手|权重|エージェント|モデル|アシスタント|重み|에이전트|모델|어시스턴트|가중치',
);

/** Whom a prompt speaks to. */
export const YOU = concept(
  `you(?:rs?|rself|'re|'ll)?(?![\\p{L}])|du\\b|dich\\b|dir\\b|dein(?:e[rmns]?)?\\b|sie selbst|ihr(?:e[rmns]?)?\\b|tu\\b|toi\\b|vous\\b|t(?:on|a|es)\\b|votre|vos\\b|usted|tú\\b|ti\\b|te\\b|tus?\\b|você|seus?\\b|suas?\\b|tuo[ia]?\\b|tuoi\\b|jij\\b|jou(?:w|zelf)?\\b
   ciebie|tobie|twoj|ciebie|ты(?![\\p{L}])|теб|твo|твой|твоя|вас(?![\\p{L}])|ваш|sen(?:i|in|sin)?(?![\\p{L}])|siz`,
  '你|您|あなた|君|당신|너를|너의|귀하',
);

/** A text in which the words of names stand apart: `onExpiry`, `retire_worker`. */
export const inWords = (text: string): string => text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replace(/_/g, ' ');
