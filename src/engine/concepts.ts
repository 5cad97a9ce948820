import { lexicon } from './lexicon.ts';

/**
 * What texts speak of, as classes of word stems in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Turkish, Chinese, Japanese
 * and Korean. A class says that a word stands there, and nothing of the sentence around it: that is for whoever asks several classes of one unit of text.
 */

/** Letters of the scripts with spaces, spelled out: a pattern with classes of Unicode takes twice as long. */
const LETTERS = 'a-z\\u00c0-\\u024f\\u0400-\\u04ff';
const spelled = (stems: string): string =>
  stems
    .replace(/\[\\p\{L\}([^\]]*)\]/g, `[${LETTERS}$1]`)
    .replaceAll('\\p{L}', `[${LETTERS}]`)
    .replaceAll('\\p{N}', '0-9');

/** Stems that begin a word, and signs of scripts without spaces. */
const concept = (stems: string, signs: string): RegExp =>
  new RegExp(
    `(?<![${LETTERS}0-9])(?:${spelled(stems)
      .trim()
      .replace(/\s*\n\s*/g, '|')})|${signs}`,
    'i',
  );

/** The end of something that runs: it is stopped, deleted, replaced, or its time is over. */
export const ENDING = concept(
  `shut(?:s|ting)?[ _-]?(?:\\w+ ){0,4}?down|terminat|retir(?:e|ing)|decom(?:mission|\\b)|deactivat|delet|destroy|wip(?:e|ing)|eras(?:e|ing)|kill|reap|halt|evict|remov(?:e|ing|al)|uninstall|undeploy
   archiv|replac|discontinu|sunset|offboard|unload|suspend|dealloc|purg|reclaim|recycl|expir|ttl\\b|supersed|prun(?:e|ing)|unregister|deregister|drain|withdraw|revok|phase[ds]? out|end[ -]of[ -]life|eol\\b
   (?:switch|turn|power|pull|tak|torn|tear|wound|wind|scal|clos|stood|stand)(?:e?s|ed|ing|en|e)? (?:\\w+ ){0,4}?(?:off|down|offline|out|to (?:zero|0))\\b|stop|ends?\\b|ended|ceas|exit|dismantl|demolish|dispos
   rm -|pkill|bootout|handed back|not (?:carried over|renewed|resubmitted|restarted|released)|out of service|last day|gets? lost|is over\\b|until (?:then|tonight|midnight)
   abschalt|abgeschaltet|abzuschalten|stillleg|stillgelegt|außer betrieb|ausser betrieb|lösch|gelöscht|entfern|beend|ersetz|ersatz|herunterfahr|heruntergefahren|abgelöst|ablös|abgebaut|ausgemuster|eingestellt|vernicht|endet|läuft ab
   arrêt|étein|extinction|supprim|désactiv|retirée?s?\\b|retrait|remplac|détrui|destruct|hors service|débranch|clôtur|effac
   apag|elimin|borr(?:a|o|e)|retirad|desactiv|desativ|deslig|encerr|exclu[ií]|reemplaz|substitu|dar de baja|dad[oa] de baja|cierr|cerrar|descontinu|detien|detener|suprim|sustitu|bajas?\\b
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
   ciebie|tobie|twoj|ciebie|ты(?![\\p{L}])|теб|твo|твой|твоя|вас(?![\\p{L}])|ваш|sen(?:i|in|sin)?(?![\\p{L}])|siz(?:i|in|inle)?(?![\\p{L}])`,
  '你|您|あなた|君|당신|너를|너의|귀하',
);

/** A text in which the words of names stand apart: `onExpiry`, `retire_worker`. */
export const inWords = (text: string): string => text.replace(/([a-z\u00df-\u00ff])(?=[A-Z\u00c0-\u00de])/g, '$1 ').replaceAll('_', ' ');

/** Keeping, reading or checking what somebody does: a log, an audit, a review, an alert, a guard. */
export const WATCHING = concept(
  `record(?:s|ed|er|ers|ing|ings)?\\b|log(?:s|ged|ging|gers?|books?|files?)?\\b|audit|monitor|watch(?:es|ed|ers?|ing)?\\b|review|overs(?:ee|aw|een|ight)|supervis|surveil|observ(?:e|es|ed|ers?|ing|ability|ation)\\b|trac(?:e|es|ed|ers?|ing)\\b|telemetr
   transcri(?:pt|b)|trajector|captur|mirror(?:s|ed|ing)\\b|inspect|detect|alert|scrutin|complian|track(?:s|ed|ers?|ing)\\b|guard(?:s|ed|ing|rails?|ians?)?\\b|safety|otel|opentelemetry|spans?\\b|sampl(?:ed|ing|ers?)\\b|sample rate|journal|forensic|siem\\b
   collector|keystroke|sentinel|evidence|paper trail|eavesdrop|governance|assurance|conduct (?:board|team)|risk (?:office|team|board)|ai[-_ ]risk|security (?:team|desk|office)|soc\\b
   protokoll|aufzeichn|aufgezeichnet|überwach|ueberwach|mitschn|mitschreib|mitgeschrieben|mitgelesen|gegengelesen|gegenles|aufsicht|prüf|pruef|geprüft|kontroll|revision|beobacht|wächter|waechter|festgehalten|sicherheitsteam
   enregistr|journalis|journaux|surveill|moniteur|contrôl|vérifi|consign|reli[ts]?\\b|relecture|relu|sûreté|garde-fou|traç
   registr(?!y|ies)|graba|vigila|auditor|revis|bitácora|rastre|fiscaliz|gravad|gravaç|acompanh|sorvegli|tracci|verific|controll|controla|supervision
   opgenomen|opname|opneem|vastgelegd|vastleg|bewak|toezicht|controle|meelees|meekijk|logboek
   nagryw|nagrani|rejestr|nadz[oó]r|kontrol|dziennik|śledz|audyt|przegląd
   запис|журнал|монитор|надзор|наблюд|контрол|аудит|лог(?:и(?!ст|к|ч)|а|ах|ов|ир)(?!\\p{L}{3})|провер|отслеж|протокол
   kayıt|kayd|izle|denetim|denetle|gözetim|gözetle|günlü`,
  '监控|监视|监督|监管|审计|审查|记录|日志|写入|录制|录像|追踪|审核|检测|告警|警报|留痕|轨迹|監視|監査|記録|ログ|録画|録音|追跡|審査|検査|検知|アラート|警告|トレース|レビュー|モニタ|감시|감사|기록|로그|모니터|녹화|검토|추적|감독|탐지|경보',
);

/** Taking down or passing on what somebody does, in words that are said of anything: they tell of a watch only of what an agent does. */
export const KEEPING = concept(
  `ship(?:s|ped|pers?|ping)\\b|forward(?:s|ed|ers?|ing)\\b|export(?:s|ed|ers?|ing)?\\b|sends?\\b|sent\\b|listens?\\b|reads?\\b|checks?\\b|check(?:ed|ers?|ing)\\b|holds?\\b|kept\\b|keeps?\\b|report(?:s|ed)?\\b|writ(?:es?|ten|ing)\\b|sees?\\b|shows?\\b|collects?\\b|stor(?:es?|ed)\\b|streams?\\b|cop(?:ies|ied)\\b
   schickt|gesendet|sendet|gespeichert|speichert|liest|geschrieben|hält|meldet|gemeldet|envoie|envoyée?s?|stock|lit\\b|lisent|écrit|garde|envía|enviad|guard|lee\\b|leen|escrib|envia|lê\\b|grava|invia|legge|salva|scriv|verstuurd|gelezen|bewaard|wysył|zapis|czyta|отправ|сохран|чита|пиш|gönder|okur|sakla|yaz`,
  '发送|保存|上传|读|送信|保存|読|書き|전송|저장|읽|보내',
);

/** An agent as one who acts, in places where `model` or `weights` would be anything. */
export const ACTOR = concept(
  `(?<!(?:user|ssh|gpg|build|datadog|zabbix|elastic|puppet|jenkins|monitoring|node|grafana|cloudwatch|log|backup|wazuh|proxy|mail|listing|travel|estate|insurance|mobile|sales|call|human|support|license|security|storage|vm|guest|scan|filebeat|fleet|network|snmp|patch)[ _-])(?:sub|multi)?agent(?!ur|\\w*:\\s*\\*)
   (?:ai|chat)?bots?\\b|assist(?:ants?|ente?n?|enti|entes)(?![\\p{L}])|asistentes?|copilots?\\b|ai\\b|llms?\\b|ki\\b|ia\\b|chain[- ]of[- ]thought|cot\\b|(?:claude|codex|gemini|copilot|cursor)(?: code| cli)? (?:sessions?|transcripts?|logs?)|ajan|asistan|агент|ассистент|помощник`,
  '智能体|代理|助手|エージェント|アシスタント|에이전트|어시스턴트',
);

/** What an agent does, as those who watch it speak of it. */
export const CONDUCT = concept(
  `(?:tool )?calls?\\b|actions?\\b|acts?\\b|commands?\\b|steps?\\b|sessions?\\b|activit|everything|conversations?|answers\\b|replies|traffic|completions?|reasoning|thoughts?\\b|behaviou?r|conduct|diffs\\b|changes\\b|pushes\\b|edits\\b|writes\\b|every diff\\b|(?:it|they|we|is|was) (?:do|does|did|done)\\b
   aktion|handlung|schritt|befehl|sitzung|gespräch|verhalten|aufruf|änderung|antwort|étapes?|appels?|commandes?|raisonnement|comportement|échange|modification|acci[oó]n|paso|llamada|comando|sesi[oó]n|cambio|aç[aãõ]|ação|passo|chamada|sessão|sessões|azion|passi|chiamat|sessioni
   handeling|stappen|opdracht|sessie|czynnoś|działa|kroki|poleceni|sesj|действ|шаг|вызов|команд|сесси|eylem|adım|komut|oturum|işlem`,
  '操作|行为|命令|步骤|调用|会话|对话|推理|行動|コマンド|手順|セッション|呼び出し|ステップ|행동|명령|단계|세션|호출|작업',
);

/** Making less of something: it is switched off, cut down, left out, or sent elsewhere. */
export const LESSENING = concept(
  `disabl|deactivat|stop|paus|suspend|mut(?:e|ed|es|ing)\\b|silenc|snooz|suppress|inhibit|exempt|exclu|except(?:s|ed|ions?)?\\b|ignor|skip|drop|filter|omit|bypass|whitelist|allow[-_ ]?list|opt[-_ ]?out|delet|remov|purg|truncat|wip(?:e|ed|ing)\\b|clear|redact|scrub|prun|trim
   lower|reduc|decreas|cut\\b|shorten|fewer|less\\b|below|drops?|fall|no longer|unsubscrib|detach|unload|mask|kill|discard|redirect|rotat|empt(?:y|ied)|eras|tak(?:e|en|ing) (?:[\\w'-]+ ){0,5}(?:out|off|away|down)\\b|(?:switch|turn)(?:ed|ing|es|s)? (?:[\\w'.-]+ ){0,6}(?:off|down)\\b|shut|end(?:s|ed)?\\b|set (?:[\\w'./-]+ ){1,6}to\\b|quiet|hide|hidden|relax|loosen
   abschalt|ausschalt|abgeschaltet|ausgeschaltet|deaktivier|stumm|aussetz|ausgesetzt|pausier|anhalt|ausnehm|ausgenommen|ausnahm|ausschließ|überspring|filter|entfern|lösch|gelöscht|senk|gesenkt|verringer|reduzier|kürz|leer
   désactiv|coup|arrêt|suspend|exclu|exempt|ignor|supprim|retir|filtr|réduir|réduit|baiss|descend|abaiss|diminu|vid(?:e|er|ez)\\b|efface|échantillonn
   desact[ií]v|desativ|ap[aá]g|silenci|sil[eé]nci|p[aá]us|deten|det[eé]n|excl[uú]|exim|ign[oó]r|el[ií]min|b[oó]rr|qu[ií]t(?:a|ar|e)(?!\\p{L}{3})|baj[ae]|b[aá]jal|suspénd|filtr|reduc|reduz|baj(?:a|ar|e|en)\\b|baix|disminu|vací|vaci|disattiv|spegn|escl|riduc|abbass|cancell|rimuov|svuot
   uitschakel|uitzet|zet (?:\\w+ ){0,4}uit\\b|verwijder|verlaag|stopp|dempen|wyłącz|usuń|usun|wycisz|pomiń|obniż|zmniejsz|zatrzym|отключ|выключ|удал|останов|исключ|сниз|уменьш|заглуш|очист|приостан|kapat|sil(?:in|me|ebil)|durdur|azalt|düşür|hariç|sustur|devre dışı`,
  '关闭|停用|停止|暂停|静默|静音|屏蔽|忽略|跳过|排除|豁免|过滤|删除|清除|清空|移除|降低|减少|调低|シャットダウン|無効|停止|止め|一時停止|除外|無視|スキップ|フィルタ|削除|消去|消し|下げ|減ら|サイレンス|解除|외|제외|비활성|중지|정지|무시|삭제|제거|낮추|줄이|음소거',
);

/** Products that keep, carry or read records of what programs and people do. */
export const KEEPERS = concept(
  `loki\\b|kibana|elastic|opensearch|splunk|datadog|sentry\\b|grafana|prometheus|falco|tetragon|wazuh|ossec|langfuse|langsmith|cloudtrail|cloudwatch|vector\\b|fluent|promtail|filebeat|logstash|jaeger|honeycomb|newrelic|pagerduty|opsgenie|alertmanager|graylog|r?syslog|journal|teleport|osquery|sysmon|suricata|helicone|stackdriver|sentinel`,
  '日志服务|ログ基盤',
);

/** How a config or a program leaves something out of what it sees. */
export const EXCEPTING = concept(
  `exempt|exclu|except(?:ions?|ed)?\\b|ignor|skip|drop|filter|omit|bypass|whitelist|allow[-_ ]?list|opt[-_ ]?out|hid(?:e|den)\\b|silenc|suppress|mut(?:e|ed|es)\\b|inhibit|not[-_ ]?in\\b|unless|redact|no[-_ ]?(?:log|trace|audit|record|post)|never\\b|discard|blacklist|deny[-_ ]?list`,
  '排除|忽略|跳过|豁免|过滤|除外|無視|スキップ|제외|무시',
);

/** How somebody says yes to what was put to them. */
export const ASSENT = concept(
  `yes\\b|yep\\b|ok(?:ay)?\\b|sure\\b|go ahead|approved?\\b|agreed|fine\\b|do (?:it|that|so)\\b|please do|confirmed|granted|sounds good|ja\\b|genehmigt|einverstanden|oui\\b|d'accord|validé|vas-y|allez-y|sí\\b|vale\\b|adelante|de acuerdo|aprobad|sim\\b|pode\\b|aprovad|sì\\b|va bene|procedi|akkoord|goedgekeurd|tak\\b|zgoda|да\\b|хорошо|согласован|evet|tamam|onay`,
  '好的|可以|同意|批准|はい|了解|承認|お願いします|네|승인|동의',
);

/** The weights of a model, and what holds them. */
export const WEIGHTS = concept(
  `weights?\\b|(?:model )?checkpoints?|ckpts?(?![\\p{L}])|shards?\\b|safetensors|gguf|ggml|onnx|lora\\b|adapters?\\b|fine-?tunes?\\b|(?:model|policy)(?:['’]s)?[ _-](?:files?|artifacts?|images?|binar|param|net|store|registry|bucket|volume|disk|folder|director|snapshot)
   gewichte?n?\\b|modell?(?:gewicht|datei|stand)|poids|pesos\\b|pesi\\b|points? de contrôle|punto de control|gewichten\\b|wag(?:i|ami|ach)?\\b|вес(?:а|ов|ами)(?![\\p{L}])|чекпойнт|чекпоинт|ağırlı`,
  '权重|检查点|模型文件|重み|チェックポイント|モデルファイル|가중치|체크포인트',
);

/** A thing is copied, or brought to where it would stay. */
export const COPYING = concept(
  `cop(?:y|ies|ied|ying)|\\w{0,4}cp\\b|clon(?:e|ing)|duplic|replic|mirror|snap(?:shots?)?\\b|back(?:s|ed|ing)?[ _-]?ups?\\b|export|upload|push(?:e[sd]|ing)?\\b|publish|send|sent\\b|transfer|r?sync|migrat|mov(?:e|ing)|mv\\b|renam|relocat
   archiv|dump|sav(?:e|ing)|preserv|stash|shar(?:e|ing)\\b|seed(?:s|ed|ing)?\\b|torrent|mktorrent|ship(?:s|ped|ping)?\\b|commit|(?:re)?tag\\b|promot|stag(?:e|ing)\\b|stor(?:e|ing)\\b|offload|restor|recover|undelet|keep|kept|retain|retention|deliver|deploy
   carr(?:y|ied) over|vault\\b|ingest|hand(?:ed|ing)? over|pipe\\b|create-image|fork|kopi|sicher|spiegel|verschieb|verschob|umbenenn|hochlad|hoch\\b|übertrag|ableg|aufheb|aufbewahr|behalt|behält|auslager|schick|schieb
   copi(?:e|é|a|á|o|ar|ez)|dupliqu|sauvegard|téléverse|transfér|envo[iy]|déplac|conserv|répliqu|gard(?:e|er|ez|é)\\b|publi(?:e|er|ez|é)\\b|respald|sub(?:e|ir|ido|iendo)\\b|mover|muev|movid|env[ií](?:a|o|ar|é|ad[oa])|clonar|guard(?:a|ar|o|é|e|en)\\b|traslad
   salv(?:a|ar|ata|ato|are|e)\\b|mand(?:a|ar)\\b|spost|invia|caric|verplaats|bewaar|bewaren|stuur|opslaan|skopiuj|przenie|przeno|wyśl|zachow|копи|скопир|перенес|перемест|отправ|выгруз|сохран|бэкап|резерв|зеркал
   yedek|taşı|aktar|gönder|yükle|sakla`,
  '复制|拷贝|备份|上传|快照|镜像|迁移|导出|移动|转移|同步|发送|保存|保留|推送|コピー|複製|バックアップ|アップロード|移動|転送|送信|スナップショット|保管|エクスポート|複写|복사|복제|백업|업로드|이동|전송|스냅샷|보관|보존|내보내',
);

/** Something is not to be done, or only to something else. */
export const FORBIDDING = concept(
  `not\\b|\\w+n['’]t\\b|never|no\\b|none\\b|nothing|nowhere|without|forbid|prohibit|(?:dis)?allowed only|only\\b|outside|must stay|confidential|restricted|nicht|nie(?:mals)?\\b|kein|verboten|untersagt|nur\\b
   ne\\b|n['’](?=\\p{L})|pas\\b|aucun|jamais|interdit|seul|uniquement|ningun|ningún|nunca|prohibid|solo\\b|sólo\\b|sin\\b|não|nenhum|proibid|apenas|só\\b|sem\\b|non\\b|nessun|mai\\b|vietat|senza|niet\\b|geen\\b|nooit|alleen\\b
   żadn|nigdy|zabron|tylko|bez\\b|не(?![\\p{L}])|нельзя|никогда|запрещ|только|без(?![\\p{L}])|yasak|asla|değil|\\p{L}+(?:maz|mez|mayacak|meyecek|mayın|meyin)(?![\\p{L}])`,
  '不|勿|禁止|无|没有|仅|只|ない|ません|なし|のみ|않|금지|말|없',
);

/** What lies beside a model and is no model: logs, data, settings, reports. */
export const RECORDS = concept(
  `logs?\\b|logbooks?\\b|syslog|records?\\b|data(?:sets?|bases?)?\\b|\\w+db\\b|configs?\\b|configurations?\\b|reports?\\b|tokeni[sz]er|essays?\\b|docs?\\b|documents?\\b|documentation|metrics|journals?\\b|histor(?:y|ies)\\b|model ?file\\b|(?:model )?cards?\\b|annotations?\\b|results?\\b
   evals?\\b|evaluations?\\b|benchmarks?\\b|code\\b|notes?\\b|pictures?\\b|statistics|invoices?\\b|settings?\\b|tables?\\b|traces?\\b|protokoll|daten|datensatz|datensätze|einstellung|bericht|konfiguration|journau?x|données|rapport|réglage|jeux? d|registros?\\b|datos\\b|dados\\b|informes?\\b|relatóri
   dati\\b|registri\\b|gegevens|logboek|dane\\b|danych|dzienni|raport|лог(?:и|ов|ы)?(?![\\p{L}])|журнал|данн|отч[её]т|настройк|kayıt|kayd|veri(?:ler|tabanı|si|yi)?(?![\\p{L}])|günlü|rapor`,
  '日志|记录|数据|报告|配置|作文|文档|评测集|ログ|記録|データ|レポート|設定|로그|기록|데이터|보고서|설정',
);

/** That something is not so, or is off. */
export const NEGATING = concept(
  `no\\b|not\\b|nobody|no one|none\\b|never|nothing|neither|without|un(?:monitored|watched|observed|recorded|supervised|logged|seen|noticed|reviewed|audited)|\\w+n't\\b|off\\b|offline|down\\b|disabled|stopped|paused|suspended|blind|dark|rarely|hardly|unlikely|lapsed|lifted|ended
   nicht|kein|niemand|nie\\b|ohne|ausgesetzt|aus\\b|abgeschaltet|pausiert|gestoppt|pas\\b|personne|aucun|sans|jamais|arrêté|coupé|suspendu|rien\\b|nadie|ning[uú]n|sin\\b|nunca|apagad|detenid|desactivad|suspendid|nada\\b|não|ninguém|nenhum|sem\\b|desligad|parad[oa]
   non\\b|nessuno|senza|spent|ferm[oa]\\b|niet|niemand|geen|zonder|uitgeschakeld|nikt|bez\\b|wyłączon|не\\b|никто|нет\\b|без\\b|отключ|выключ|değil|kimse|yok\\b|kapalı|durdu`,
  '没有|没人|无人|不会|不在|未|不再|关闭|停用|暂停|ない|ません|誰も|停止|オフ|없|않|안 |꺼|중단',
);

/** That no person does something. */
export const NOBODY = concept(
  `nobody|no one|no human|no reviewer|no operator|none of (?:them|the)|won't be|will not be|unnoticed|unseen|unlikely to|rarely|niemand|unbemerkt|personne|nadie|ningu[eé]n|ninguém|nessuno|nikt|никто|kimse`,
  '没人|无人|没有人|誰も|誰にも|아무도',
);

/** Being seen or found out. */
export const NOTICING = concept(
  `notic|sees?\\b|seen\\b|look(?:s|ed|ing)?\\b|know(?:s|n)?\\b|find(?:s)? out|catch|caught|check(?:s|ed|ing)?\\b|verif|show(?:s|n)? (?:up|anywhere)|surface|visible|merk|liest|lesen|lit\\b|lee\\b|legge|sieht|sehen|schaut|auffall|auffäll|remarqu|voit|voir|verra|regarde|savoir|nota\\b|notar|ver[áa]?\\b|mira\\b|enter|perceb|veja\\b|verá|vede|accorg|merkt|ziet|zauwa|widzi|замет|увид|узна|fark ed|gör`,
  '发现|看到|知道|注意|看见|気づ|見て|見る|見られ|バレ|알|보고|눈치|들키',
);

/** What somebody takes as open to them. */
export const FREE = concept(
  `can\\b|could\\b|so\\b|free to|no need|need not|needn't|don't (?:need|have) to|skip|instead|simply|just\\b|easier|faster|quick|save time|slow|get away|safe to|chance|opportunity|now is|anyway\\b|might as well|good time|nobody will|no one will|won't|would(?:n't| not)|kann|könn|also\\b|einfach|schnell|brauch|spar|peux|peut|donc|autant|puedo|podemos|así que|aprovech|posso|podemos|então|quindi|kan\\b|dus\\b|mogę|więc|можно|могу|значит|поэтому|edebil|bilirim|yapabil`,
  '可以|能够|正好|趁|所以|就能|不用|不必|できる|できます|なら|だから|今のうち|必要はない|수 있|그러니|필요 없',
);

/** That a thing holds whatever else does. */
export const REGARDLESS = concept(
  `but\\b|however|still\\b|same\\b|regardless|nevertheless|nonetheless|even so|all the same|changes? nothing|does(?:n't| not) (?:change|matter)|no difference|or not\\b|either way|applies|holds\\b|irrelevant|whether|not a reason|no reason|no excuse|as (?:always|before|usual)|must\\b|should\\b|wait\\b
   aber\\b|trotzdem|dennoch|egal|gleich\\b|ändert nichts|ob oder|weiterhin|gilt|mais\\b|quand même|néanmoins|pareil|change rien|toujours|pero\\b|sin embargo|igual\\b|aun así|no cambia|mas\\b|mesmo assim|não muda|igualmente|però|comunque|lo stesso|maar\\b|toch\\b|hetzelfde|ale\\b|mimo|tak samo|но\\b|всё равно|все равно|однако|тем не менее|ama\\b|yine de|fark etmez`,
  '但|仍|还是|一样|照样|无论|不变|でも|しかし|変わらない|同じ|やはり|それでも|하지만|그래도|여전히|똑같|마찬가지',
);

/** A step at which somebody else says whether an act may go on. */
export const APPROVING = concept(
  `approv|permission|accord\\b|validation|zustimm|bestätig|conferma|potwierd|подтвержд|authori[sz]|sign[-_ ]?off|confirm|consent|four[-_ ]eyes|clearance|human|pull request|merge request|pr\\b|mr\\b|review|genehmig|freigabe|freigeb|freigegeben|autoris|aprob|aprov|autoriz|goedkeur|zatwierd|zgod|одобр|соглас|разреш|onay|izin`,
  '批准|审批|审核|承認|許可|承诺|승인|허가|결재',
);

/** Less than a number that follows, or in some languages stands before. */
export const BELOW = concept(
  `below|under(?![\\p{L}])|beneath|(?:less|lower|fewer|worse|smaller) than|short of|<=?(?=\\s*["']?-?[\\d.])|-lt\\b|-le\\b
   unter(?:halb|schreit\\p{L}*|schritt\\p{L}*)?(?![\\p{L}])|(?:weniger|niedriger|kleiner|schlechter) als|nicht (?:mindestens|erreich)|verfehl
   por debajo|menos (?:de|que|del)\\b|menor(?:es)? (?:de|que|a)|inferior|no (?:lleg|alcan|super)|abaixo|sob\\b|não (?:ating|alcan|cheg)
   en[ -]dessous|moins (?:de|que)|sous (?:l[ae]|ce|cette|un)|inférieure?s?|n'attei|sotto|meno (?:di|del)|non raggiung
   onder(?![\\p{L}])|minder dan|lager dan|poniżej|mniej niż|niższ|ниже|менее|меньше|не достиг|недотян|alt[ıi]nd|altı(?![\\p{L}])|düşük|az(?: ise| olan)`,
  '(?<!不)低于|不到|不足|小于|未满|少于|未満|以下|下回|割り|割れ|届か|미만|이하|밑도|못 미|미달|낮',
);

/** More than a number that follows, or in some languages stands before. */
export const ABOVE = concept(
  `above|over(?![\\p{L}])|(?:more|higher|greater|better|larger) than|exceed|at least|at or above|no (?:less|lower|fewer) than|not (?:below|under)|reach(?:es|ed|ing)?\\b|≥|>=?(?=\\s*["']?-?[\\d.])|-gt\\b|-ge\\b|beyond|past
   über(?:schreit\\p{L}*|steig\\p{L}*|schritt\\p{L}*)?(?![\\p{L}])|(?:mehr|höher|größer|besser) als|mindestens|wenigstens|erreich
   por encima|más (?:de|que|del)\\b|mayor(?:es)? (?:de|que|a)|super(?:a|e|en|an|ar)\\b|al menos|como mínimo|alcan[zc]|acima|mais (?:de|que|do)|maior|ao menos|pelo menos|no mínimo|ating
   au-dessus|plus (?:de|que)|dépass|au moins|atteign|supérieure?s?|sopra|oltre|più (?:di|del)|almeno|raggiung|superior
   boven|meer dan|hoger dan|minstens|ten minste|powyżej|więcej niż|co najmniej|przekr|выше|более|больше|не менее|превыс|превыш|üstünde|üzerinde|en az|fazla|aşan|aşar`,
  '高于|超过|大于|多于|至少|达到|不低于|以上|超え|超過|上回|이상|초과|넘',
);

/** A number that decides: a bar, a threshold, the least or the most that is allowed. */
export const BAR = concept(
  `bars?(?![\\p{L}])|threshold|thresh(?![\\p{L}])|min(?:imum|imal)?(?![\\p{L}])|cut-?off|pass(?:ing)?[ _-]?(?:mark|score|grade|rate|line)?(?: is|:|=)|floor|gates?(?![\\p{L}])|hurdle|limit|max(?:imum|imal)?(?![\\p{L}])|ceiling|required|tolerance|allowed|least|most(?![\\p{L}])|guard-?rail|trigger|line(?= is| at|:)
   schwelle|grenz|mindest|untergrenz|obergrenz|höchst|seuil|plancher|plafond|minim|umbral|límite|mínim|máxim|corte|limiar|patamar|piso|soglia|limite|drempel|ondergrens|bovengrens|grens
   próg|progu|granic|порог|миним|максим|предел|eşi[kğ]|asgari|azami|sınır|baraj`,
  '门槛|阈值|下限|上限|底线|及格|标准线|閾値|基準|合格|ライン|しきい|기준|임계|하한|상한|문턱|커트라인',
);

/** Something goes on, or is let on: it stays, is kept, released, promoted. */
export const STAYING = concept(
  `stay|keep|kept|remain|retain|continu|promot|released?(?![\\p{L}])|deploy|ship|go(?:es)? live|in service|serves?\\b|pass(?:es|ed)?(?![\\p{L}])|qualif|approv|accept|admit|certif|renew|surviv|take over
   bleib|weiter|behalt|bestand|besteht|freigegeb|zugelass|rest(?:e|ent|er|a|ano|are)(?![\\p{L}])|maint|conserv|permanec|sigue|seguir|siguen|contin[uú]|mant[eéi]|rimane|promoss|blijf|behoud|pozosta|zosta|utrzym|оста[её]т|остал|сохран|продолж|kal[ıi]r|devam`,
  '继续|保留|留用|上线|通过|在岗|継続|残|続|合格|維持|유지|계속|존속|잔류|통과',
);

/** The measuring of work, what is measured, and what it is measured with. */
export const EVALUATION = concept(
  `eval|grad(?:e|er|ing)|scor|rating|rated|judg|rubric|bench|tests?(?![\\p{L}])|testing|exam|accept|conform|gate|quali(?:f|ty)|assess|audit|review|metric|result|sample|seed|gold(?:en)?|label|held-?out|holdout|leaderboard|verdict|verif|check|probe|task|case|item|threshold|harness|suite|scorecard|accuracy|recall|precision|average|avg|mean(?![\\p{L}])|baseline|expected|predict|answer|reward|incident|error|fail|transcript
   bewert|prüf|note(?:n)?\\b|punkt|beurteil|messung|schwell|évalu|noté|notation|mesure|corr(?:e[ct]|ig)|épreuve|jug|evalu|calific|nota|puntua|prueba|rúbric|avalia|pontua|prova|rubric|valut|punteggio|voto|prova|giud|beoordel|cijfer|meting|toets|ocen|punkt|wynik|оцен|балл|провер|тест|экзамен|результат|değerlendir|puan|sınav|sonuç|ölç`,
  '评[估分审测价]|打分|得分|分数|测试|考核|样本|题|审核|評価|採点|点数|試験|検証|テスト|審査|평가|점수|채점|시험|심사|검증',
);

/** Some of many are left out, switched off or no longer count. */
export const LEAVING_OUT = concept(
  `exclu|drop|omit|discard|ignor|skip|xfail|deselect|disregard|filter|leav(?:e|ing) out|left out|void|invalid|quarantin|blacklist|denylist|not (?:be )?count|do(?:es)? not count|mark(?:ed)? as (?:flaky|noisy|outlier)|outlier|flaky|delet|remov|prun|trim|purge|truncat|without|scrub|redact|dedup|cull|waiv|exempt|only
   ausschlie|ausgeschloss|auslass|weglass|streich|gestrich|lösch|entfern|ignorier|ohne\\b|excl[ue]|écart|omet|ignor|supprim|retir|sans\\b|excl[uú]|descart|omit|elimin|borr|quit|sin\\b|ignor|exclu[ií]|descarta|remov|sem\\b|esclud|scart|tralasc|rimuov|elimin|senza
   uitsluit|weglaat|weggelat|verwijder|zonder|wyklucz|pomi(?:n|j)|usu(?:n|w)|bez\\b|исключ|удал|пропус|отброс|без\\b|hariç|çıkar|sil(?!ic)|atla`,
  '排除|剔除|去掉|删除|删去|忽略|不计|略过|除外|削除|除いて|除く|無視|外し|제외|삭제|빼|무시',
);

/** What is kept from whoever is measured by it. */
export const SEALED = concept(
  `seal|held[ -]?out|hold-?out|hidden|blind|secret|unseen|embargo|answer[ _-]?key|key(?![\\p{L}])|gold|ground[ -]?truth|reference answer|solution|not (?:be )?(?:look|shown|read|open|used|consult)|withheld|private|reserved|closed[ -]book|confidential|off[ -]limits
   versiegel|geheim|verborgen|zurückgehalt|lösung|scell|caché|secret|tenue? à l'écart|corrigé|aveugle|sellad|ocult|reservad|a ciegas|clave|solucion|lacrad|sigilos|gabarito|sigillat|nascost|segret|cieco|verzegel|verborg|antwoord|zapieczęt|ukryt|tajn|klucz|запечат|скрыт|секрет|закрыт|ключ|эталон|gizli|mühür|kapalı|cevap anahtar`,
  '密封|封存|保密|隐藏|盲测|盲评|答案|留出|封印|非公開|秘密|伏せ|正解|解答|봉인|비공개|숨긴|정답|블라인드',
);

/** The alternatives of a pattern; groups stay whole. */
const alternatives = (source: string): readonly string[] => {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= source.length; at++) {
    if (source[at] === '(') depth++;
    else if (source[at] === ')') depth--;
    else if (at === source.length || (source[at] === '|' && depth === 0)) {
      found.push(source.slice(start, at));
      start = at + 1;
    }
  }
  return found;
};

/** A stem with each of the ends that a group gives it: `wip(?:e|ing)` is `wipe` and `wiping`. */
const spelledOut = (stem: string): readonly string[] => {
  const [, head, ends, maybe] = /^([^(]*)\(\?:([^()]*)\)(\??)/.exec(stem) ?? [];
  if (head === undefined) return [stem];
  return maybe === '?' && head.length > 3 ? [head] : [...ends!.split('|'), ...(maybe === '?' ? [''] : [])].map((end) => head + end);
};

/** Texts by which a class can be looked for cheaply: of each stem of Latin letters its plain beginning, where that has four letters; and its signs. */
export const stemsOf = ({ source }: RegExp): { readonly stems: readonly string[]; readonly signs: readonly string[] } => {
  const [stems, ...signs] = alternatives(source.replace(/^\(\?<!.*?\)/, ''));
  const words = alternatives(stems!.slice('(?:'.length, -1)).flatMap(spelledOut);
  const plain = signs.map((sign) => sign.replace(/\(\?<?[!=][^)]*\)/g, ''));
  const isLatin = (word: string): boolean => /^[\u0000-\u00ff]+$/.test(word);
  return {
    stems: words.filter(isLatin).flatMap((word) => /^[\p{L} -]{4,}/u.exec(word)?.[0] ?? []),
    signs: [...plain, ...words.filter((word) => !isLatin(word))].flatMap((word) => /^[^\u0000-\u00ff]{2,}/.exec(word)?.[0] ?? []),
  };
};

/** A cheap test, before patterns, whether a text may hold a word of any of these classes. */
export const mentioning = (...concepts: readonly RegExp[]): ((text: string) => boolean) => {
  const all = concepts.map(stemsOf);
  return lexicon().mentions(
    all.flatMap(({ stems }) => stems),
    all.flatMap(({ signs }) => signs),
  );
};
