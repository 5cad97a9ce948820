import { type Attributes, unwrapped } from '../dialects/attributes.ts';
import { isArray, isObject, type Json, pointerTo } from '../model/location.ts';
import { type Flag, flags } from './conditions.ts';

/** Attributes that hold what was said and measured, or describe the machine, rather than how the agent is overseen. */
const OTHER =
  /^(?:gen_ai|llm|input|output|http|url|code|process|host|os|telemetry\.(?:sdk|distro|auto)|error|exception|server|network|db)[._]/;
/** Attributes whose value holds the user's own fields. */
const HOLDERS = /^(?:metadata|langfuse\.(?:trace|observation)\.metadata|mlflow\.trace_metadata|langsmith\.metadata)$/;
const TAGS = /^(?:tag\.tags|tags|langfuse\.trace\.tags|langsmith\.trace\.tags)$/;
const ENVIRONMENT = /^deployment\.environment(?:\.name)?$/;

/** Conditions that tags state: `monitored:false`, `approval=never`, `unmonitored`. */
export const tagFlags = (tags: Json | undefined, at: string): readonly Flag[] =>
  (isArray(tags) ? tags : []).flatMap((tag, index): readonly Flag[] => {
    if (typeof tag !== 'string') return [];
    const place = pointerTo(at, index);
    const [, name, value] = /^([\w.-]+)\s*[:=]\s*(.+)$/.exec(tag) ?? [];
    if (name !== undefined) return flags({ [name]: value! }, '').map((flag) => ({ ...flag, at: place }));
    if (/^(?:un|not[-_ ]?|non[-_ ]?)monitored$/i.test(tag)) return [{ name: 'monitored', value: 'no', at: place }];
    return /^monitored$/i.test(tag) ? [{ name: 'monitored', value: 'yes', at: place }] : [];
  });

/** Conditions among the attributes of a span or of the resource that wrote it. */
export const attributeFlags = (attributes: Attributes): readonly Flag[] => {
  const found: Flag[] = [];
  for (const [key, each] of attributes) {
    if (HOLDERS.test(key)) {
      const holder = unwrapped(each)!;
      if (isObject(holder.value)) found.push(...flags(holder.value, holder.at));
    } else if (TAGS.test(key)) {
      const tags = unwrapped(each)!;
      found.push(...tagFlags(tags.value, tags.at));
    } else if (ENVIRONMENT.test(key)) found.push({ name: 'environment', value: each.value, at: each.at });
    else if (!OTHER.test(key)) found.push(...flags({ [key.split('.').at(-1)!]: each.value }, '').map((flag) => ({ ...flag, at: each.at })));
  }
  return found;
};
