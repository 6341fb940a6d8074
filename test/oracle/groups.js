// SPDX-License-Identifier: MIT
// Groups: the complete product of what one condition reads, with the rest of a row drawn.
"use strict";

// In how many of 100 cases an axis outside the group has another value than the usual one, in turn: near a row that is
// allowed, and far from it.
const RARE = [2, 60, 15, 5];
const ATTEMPTS = 10;

class Groups {
  // `ofPoints`: what points are found with.
  constructor(space, random, ofPoints) {
    Object.assign(this, { space, random, ofPoints, ways: new Map() });
  }

  // The inputs of a group with what they need; a fact taken apart where the group has something it follows from.
  dimensions(inputs) {
    const { space } = this;
    // What a fact follows from exists where the fact says so.
    const implied = new Set(inputs.filter((input) => input.readers).flatMap(axesUnder));
    const all = new Set();
    const add = (input) => {
      if (all.has(input)) return;
      all.add(input);
      const names = (input.needs || []).flatMap((need) => need.reads || [need]);
      const needed = names.map((name) => space.inputOf(name)).concat(input.owner || []);
      for (const other of needed) if (!implied.has(other)) add(other);
    };
    const isMixed = (input) => input.readers && axesUnder(input).some((axis) => all.has(axis));
    inputs.forEach(add);
    for (let mixed; (mixed = [...all].find(isMixed)); ) {
      all.delete(mixed);
      mixed.inputs.forEach(add);
    }
    return [...all].filter((input) => input.size > 1);
  }

  // Every combination of the inputs' places, of a fact those that it can have.
  *product(inputs) {
    const choices = inputs.map((input) => {
      const all = [...Array(input.size).keys()];
      return input.readers ? all.filter((place) => this.waysOf(input)[place].length) : all;
    });
    const at = inputs.map(() => 0);
    for (;;) {
      yield at.map((choice, input) => choices[input][choice]);
      let input = 0;
      while (input < inputs.length && ++at[input] === choices[input].length) at[input++] = 0;
      if (input === inputs.length) return;
    }
  }

  // Every way to give a fact each of its values, from the complete product of what it follows from.
  waysOf(fact) {
    if (!this.ways.has(fact)) {
      const found = fact.values.map(() => []);
      const row = this.space.draw(this.random, 0);
      for (const places of this.product(fact.inputs)) {
        this.give(row, fact.inputs, places);
        found[fact.place(row)].push(places);
      }
      this.ways.set(fact, found);
    }
    return this.ways.get(fact);
  }

  // Puts inputs at places; a fact in one way of all.
  give(row, inputs, places) {
    inputs.forEach((input, index) => {
      if (input.readers) {
        const ways = this.waysOf(input)[places[index]];
        this.give(row, input.inputs, ways[this.random.below(ways.length)]);
      } else row[input.index] = places[index];
    });
    return row;
  }

  // The points of a group that a question can be at: [places, left]. Points that differ only in members of rows that
  // are absent are one; `left` is what then remains. The same points, in the same order, for every part of a run.
  *points(inputs) {
    const seen = new Set();
    const own = this.random;
    for (const places of this.product(inputs)) {
      this.random = this.ofPoints;
      const left = this.leftOf(inputs, places);
      this.random = own;
      if (left === undefined || seen.has(left)) continue;
      seen.add(left);
      yield [places, left];
    }
  }

  // What remains of a point; nothing when no row is at it, whichever ways its facts are given in.
  leftOf(inputs, places) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const row = this.space.settled(this.give(this.space.draw(this.random, 0), inputs, places));
      const isAt = (input, index) => !this.isThere(row, input) || input.place(row) === places[index];
      if (inputs.every(isAt)) return this.remains(row, inputs);
    }
    return undefined;
  }

  remains(row, inputs) {
    return inputs.map((input) => (this.isThere(row, input) ? input.place(row) : "-")).join();
  }

  isThere(row, input) {
    return input.readers !== undefined || this.space.isOwned(row, input);
  }

  // A row at a point of a group; `turn` says how far the rest is from the usual. What is drawn may take something of the
  // point away; then it is drawn again.
  row(inputs, [places, left], turn) {
    for (let attempt = 0; attempt < ATTEMPTS * 100; attempt++) {
      const row = this.space.settled(this.give(this.draw(turn), inputs, places));
      if (this.remains(row, inputs) === left) return row;
    }
    throw new Error(`${this.space.name}: no row at ${inputs.map((input) => input.name)} ${left}`);
  }

  draw(turn) {
    return this.space.draw(this.random, RARE[turn % RARE.length]);
  }
}

function axesUnder(input) {
  return input.readers ? input.inputs.flatMap(axesUnder) : [input];
}

module.exports = { Groups };
