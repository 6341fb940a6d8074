// SPDX-License-Identifier: MIT
"use strict";
const { DeniedError } = require("./errors");

const NONE = Object.freeze([]);

function frozen(value) {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

// An answer: {decision, context} as AuthZEN has it. Only `true` itself is yes.
class Decision {
  constructor({ decision, context = {} }) {
    const isMalformed = typeof context.error === "object" && context.error !== null; // an item of a batch
    this.decision = decision === true && !isMalformed;
    this.reason = context.reason ?? null;
    this.unmet = frozen(context.unmet ?? NONE);
    this.obligations = frozen(context.obligations ?? NONE);
    this.description = (isMalformed ? context.error.message : context.error_description) ?? null;
    this.context = frozen(context);
    Object.freeze(this);
  }

  get allowed() {
    return this.decision === true;
  }

  // This decision; throws DeniedError unless it is yes.
  assertAllowed() {
    if (this.decision !== true) throw new DeniedError(this);
    return this;
  }

  toJSON() {
    return { decision: this.decision, context: this.context };
  }

  // Comparisons with ==, arithmetic and templates would take the object for something it is not.
  [Symbol.toPrimitive]() {
    throw new TypeError("a Decision is an object, and as such always truthy: ask .allowed, or call .assertAllowed()");
  }
}

module.exports = { Decision };
