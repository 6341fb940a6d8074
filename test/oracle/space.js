// SPDX-License-Identifier: MIT
// A space of questions: its axes, the rows that are points of it, and Cedar's answers over it. A row is an array with
// the place of a value for each axis.
"use strict";
const cedar = require("./cedar.js");

// Draws with a seed (xorshift32), so that a run can be repeated.
class Random {
  constructor(seed) {
    this.state = (seed * 2654435761) >>> 0 || 1;
  }
  below(count) {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % count;
  }
}

// An axis is { name, kind, values, needs }. The first value is the usual one: among usual values the answer is mostly
// allow. `none` is the place of the value that the axis has where what it needs is missing: absent, false, 0 or no item. Under
// `isForced` it always has its first value where what it needs is there.
function axis(name, kind, values, needs = [], isForced = false) {
  const none = values.findIndex((value) => !value || value.length === 0);
  return { name, kind, values, needs, none, isForced };
}
const row = (name, needs, isForced) => axis(name, "row", [true, undefined], needs, isForced);
const flag = (name, usual = false, needs = []) => axis(name, "flag", [usual, !usual], needs);
const word = (name, values, needs) => axis(name, "word", values, needs);
const number = (name, values, needs) => axis(name, "number", values, needs);
const list = (name, values, needs) => axis(name, "list", values, needs);
const never = (name) => axis(name, "flag", [false]);

// A need is the name of what must be present, or this: what it reads, and the test.
const need = (reads, isMet) => ({ reads, isMet });

// What one condition, or one action of facts.cedar, reads: the inputs, and Cedar's answers by their places.
class Reader {
  constructor(space, policies, factAction) {
    Object.assign(this, { space, factAction });
    this.paths = [...new Set(policies.flatMap((policy) => policy.paths))];
    this.inputs = [...new Set(this.paths.map((path) => space.inputOf(path)))];
    if (!factAction) this.inputs.unshift(space.inputOf("action"));
    this.answers = new Map();
    this.ask = cedar.prepare(policies);
  }

  // Of a condition, whether it forbids; of a fact, whether it is permitted. Cedar is asked once for each combination
  // of what the policies read, and gets nothing else.
  holds(row) {
    const key = keyOf(this.inputs, row);
    let answer = this.answers.get(key);
    if (answer === undefined) {
      const { space, factAction } = this;
      const action = factAction || space.value(row, "action");
      const { allowed } = this.ask(action, space.context(row, this.paths, factAction !== undefined));
      answer = factAction ? allowed : !allowed;
      this.answers.set(key, answer);
    }
    return answer;
  }
}

function keyOf(inputs, row) {
  let key = 0;
  for (const input of inputs) key = key * input.size + input.place(row);
  return key;
}

// A fact, from Cedar's answers for its actions: { name, words } is the first word whose action is permitted, else the
// word that has no action; under `isSet` it is the set of all words whose action is.
class Fact {
  constructor(space, { name, words, isSet }, policies) {
    const all = [...words.keys()];
    this.readers = [...words.values()]
      .filter((action) => action)
      .map((action) => new Reader(space, policies.filter((policy) => policy.action === action), action));
    this.inputs = [...new Set(this.readers.flatMap((reader) => reader.inputs))];
    this.values = isSet ? [...Array(1 << all.length).keys()].map((set) => all.filter((_, bit) => (set >> bit) & 1)) : all;
    Object.assign(this, { name, isSet, size: this.values.length, places: new Map() });
  }

  place(row) {
    const key = keyOf(this.inputs, row);
    let place = this.places.get(key);
    if (place === undefined) {
      const held = this.readers.map((reader) => reader.holds(row));
      const first = held.includes(true) ? held.indexOf(true) : this.size - 1;
      place = this.isSet ? held.reduce((set, isHeld, bit) => set | (isHeld << bit), 0) : first;
      this.places.set(key, place);
    }
    return place;
  }

  value(row) {
    return this.values[this.place(row)];
  }
}

// client of client.is_first_party; nothing of a path without a row.
function ownerOf(path) {
  const dot = path.lastIndexOf(".");
  return dot > 0 ? path.slice(0, dot) : undefined;
}

class Space {
  // `definition`: { name, axes, facts, policies, schema, actions, settle }.
  constructor(definition) {
    Object.assign(this, definition);
    this.axes.forEach((axis, index) => {
      Object.assign(axis, { index, size: axis.values.length, place: (row) => row[index], value: (row) => axis.values[row[index]] });
    });
    this.byName = new Map(this.axes.map((axis) => [axis.name, axis]));
    for (const axis of this.axes) axis.owner = this.byName.get(ownerOf(axis.name));
    const facts = cedar.load(["facts.cedar"], "facts.cedarschema");
    for (const fact of this.facts) this.byName.set(fact.name, new Fact(this, fact, facts));
    this.all = cedar.load(this.policies, this.schema);
    this.permits = this.all.filter((policy) => policy.effect === "permit");
    this.conditions = this.all
      .filter((policy) => policy.effect === "forbid")
      .map((policy) => ({ ...policy, reader: new Reader(this, [...this.permits, policy]) }));
    this.ask = cedar.prepare(this.all);
    this.paths = [...new Set(this.all.flatMap((policy) => policy.paths))];
  }

  inputOf(path) {
    const input = this.byName.get(path);
    if (!input) throw new Error(`${this.name}: a policy reads ${path}, which is no axis`);
    return input;
  }

  // The value of an axis in a row: absent where the row that it is a member of is absent.
  value(row, name) {
    return this.isOwned(row, this.inputOf(name)) ? this.inputOf(name).value(row) : undefined;
  }

  isOwned(row, axis) {
    return axis.owner === undefined || axis.owner.values[row[axis.owner.index]] !== undefined;
  }

  // Cedar's context: those of `paths` that are present. What follows from an unknown client nobody asks: a fact is
  // asked as if it were known.
  context(row, paths, isFact) {
    const context = {};
    for (const path of [...paths].sort()) {
      const owner = ownerOf(path);
      if (!this.isOwned(row, this.inputOf(path)) && !(isFact && owner === "client")) continue;
      const at = owner ? (context[owner] = context[owner] || {}) : context;
      const value = this.inputOf(path).value(row);
      const isRow = this.inputOf(path).kind === "row";
      if (value !== undefined) at[path.slice(path.lastIndexOf(".") + 1)] = isRow ? {} : value;
    }
    return context;
  }

  // The same for test/oracle/answers.c: what is absent, false or 0 is left out, and a list that is empty unless it might
  // be absent too.
  line(row) {
    let line = this.name;
    for (const axis of this.axes) {
      if (axis.name === "action") {
        line += this.actions[axis.value(row)] || "";
        continue;
      }
      const value = axis.values[row[axis.index]];
      const isZero = row[axis.index] === axis.none && axis.kind !== "word";
      if (isZero || value === undefined || !this.isOwned(row, axis)) continue;
      line += ` ${axis.name}=${value === true ? 1 : axis.kind === "list" ? value.join(",") : value}`;
    }
    return line;
  }

  // Takes away what no question can have: what needs a row that is absent.
  settled(row) {
    for (const axis of this.axes) {
      if (!axis.needs.every((need) => (need.isMet ? need.isMet(this, row) : this.value(row, need) !== undefined)))
        row[axis.index] = axis.none;
      else if (axis.isForced) row[axis.index] = 0;
    }
    if (this.settle) this.settle(row);
    return row;
  }

  // Every reason that Cedar's answers give for a row, policy by policy.
  unmet(row) {
    const reasons = new Set();
    for (const condition of this.conditions) if (condition.reader.holds(row)) reasons.add(condition.reason);
    return reasons;
  }

  // The same from one question to the whole policy set.
  unmetAtOnce(row) {
    const { allowed, determining } = this.ask(this.value(row, "action"), this.context(row, this.paths));
    const reasons = new Set(determining.map((place) => this.all[place].reason).filter((reason) => reason));
    if (allowed !== (reasons.size === 0)) throw new Error(`${this.line(row)}: Cedar's decision is not that of its reasons`);
    return reasons;
  }

  // A row drawn: each value the usual one in all but `rare` of 100 cases.
  draw(random, rare) {
    return Int32Array.from(this.axes, (axis) => (random.below(100) < rare ? random.below(axis.size) : 0));
  }
}

module.exports = { Random, Space, row, flag, word, number, list, never, need };
