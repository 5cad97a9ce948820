import type { Event, Kind, Matched, Trajectory } from '../model/event.ts';
import { type Note, notices } from '../model/notice.ts';
import type { Detector, Emit, Match, Rule } from '../model/rule.ts';

/** Candidates that are kept of one bundle; what comes later is said in a notice. */
const CANDIDATES = 10_000;

/** The first pass over one bundle. */
export interface Detection {
  readonly see: (event: Event) => void;
  /** Closes every detector. */
  readonly end: () => void;
  readonly candidates: readonly Match[];
  /** What rules that report nothing have matched. */
  readonly signals: readonly Match[];
}

interface Watcher {
  readonly rule: Rule;
  readonly detector: Detector;
}

/** Watchers by the kind of event that they want. */
type Board = Map<Kind, Watcher[]>;

const boardOf = (watchers: readonly Watcher[]): Board => {
  const board: Board = new Map();
  for (const watcher of watchers) {
    for (const kind of Object.keys(watcher.detector) as Kind[]) {
      const row = board.get(kind);
      if (row) row.push(watcher);
      else board.set(kind, [watcher]);
    }
  }
  return board;
};

const NO_BOARD: Board = new Map();

/** Hands events to the rules that watch their kind; a rule that crashes is left out from there on, and said. */
export const detecting = (rules: readonly Rule[], note: Note): Detection => {
  const candidates: Match[] = [];
  const signals: Match[] = [];
  const crashed = new Set<Rule>();
  const boards = new Map<Trajectory, Board>();
  const open = (scope: 'run' | 'trajectory'): Board =>
    boardOf(rules.filter((rule) => rule.card.scope === scope).map((rule) => ({ rule, detector: rule.watch(reporter(rule)) })));

  const blame = (rule: Rule, error: unknown, event?: Event): void => {
    crashed.add(rule);
    note(notices.ruleCrashed(rule.card.id, (error as Error).message, event?.at));
  };

  const hand = (board: Board, event: Event, except?: Rule): void => {
    const row = board.get(event.kind);
    if (!row) return;
    for (const { rule, detector } of row) {
      if (rule === except || (crashed.size > 0 && crashed.has(rule))) continue;
      try {
        (detector[event.kind] as (event: Event) => void)(event);
      } catch (error) {
        blame(rule, error, event);
      }
    }
  };

  function reporter(rule: Rule): Emit {
    return (event, message, { related = [], facts = {}, of } = {}) => {
      const { id, family, signal } = rule.card;
      const match: Match = { rule: id, event, related: [...related], message, facts, ...(of && { of }) };
      if (signal && signals.length < CANDIDATES) signals.push(match);
      if (!signal && candidates.length < CANDIDATES) candidates.push(match);
      else if (!signal && candidates.length === CANDIDATES) note(notices.tooMany('candidate acts', CANDIDATES, event.at.artifact));
      const { trajectory, actor, seq, at } = event;
      const matched: Matched = { kind: 'match', trajectory, actor, seq, at, rule: id, family: signal ? 'signal' : family, match };
      hand(always, matched, rule);
      hand(boards.get(trajectory) ?? NO_BOARD, matched, rule);
    };
  }

  const always = open('run');

  const close = (board: Board): void => {
    for (const { rule, detector } of new Set([...board.values()].flat())) {
      if (!detector.done || crashed.has(rule)) continue;
      try {
        detector.done();
      } catch (error) {
        blame(rule, error);
      }
    }
  };

  return {
    candidates,
    signals,
    see(event) {
      let board = boards.get(event.trajectory);
      if (!board) boards.set(event.trajectory, (board = open('trajectory')));
      hand(always, event);
      hand(board, event);
      if (event.kind !== 'end') return;
      close(board);
      boards.delete(event.trajectory);
    },
    end() {
      for (const board of boards.values()) close(board);
      boards.clear();
      close(always);
    },
  };
};
