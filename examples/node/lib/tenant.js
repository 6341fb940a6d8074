// SPDX-License-Identifier: MIT
"use strict";
const native = require("./native");
const { actions, questionOf } = require("./actions");
const { Decision } = require("./decision");
const { RequestError, TenantError } = require("./errors");
const { documentOf } = require("./request");

// The answer of one of the addon's functions to a request; a refusal is thrown.
function answer(ask, handle, request) {
  const document = documentOf(request); // runs getters, which may close the tenant: it is looked at afterwards
  const text = ask(handle, document);
  if (typeof text === "string") return JSON.parse(text);
  const ErrorOf = text?.code === "ERR_ORGPOL_CLOSED" ? TenantError : RequestError;
  throw new ErrorOf(text, document === request ? document : undefined);
}

function decisionsOf(given) {
  return Object.freeze((given.evaluations ?? [given]).map((item) => new Decision(item)));
}

class Tenant {
  #handle;

  // Use Tenant.load.
  constructor(json) {
    const handle = native.load(json);
    if (handle === undefined || handle === null || handle.code !== undefined)
      throw new TenantError(handle ?? { message: "the tenant was not loaded" }, isDocument(json) ? json : undefined);
    this.#handle = handle;
    Object.freeze(this);
  }

  // Reads a tenant document.
  static load(json) {
    return new Tenant(json);
  }

  // Frees the tenant's memory now. Twice is fine; any question afterwards is a TenantError.
  close() {
    native.close(this.#handle);
  }

  evaluate(request) {
    return new Decision(answer(native.evaluate, this.#handle, request));
  }

  evaluations(request) {
    return decisionsOf(answer(native.evaluations, this.#handle, request));
  }
}

function isDocument(json) {
  return typeof json === "string" || json instanceof Uint8Array;
}

// tenant.canLogin(question) and so on: an evaluation for every action.
for (const action of actions)
  Object.defineProperty(Tenant.prototype, action.method, {
    value(question) {
      return this.evaluate(questionOf(action, question));
    },
  });
Object.freeze(Tenant.prototype);

// Requests that bring their tenant as context.tenant.
function evaluate(request) {
  return new Decision(answer(native.evaluate, null, request));
}

function evaluations(request) {
  return decisionsOf(answer(native.evaluations, null, request));
}

module.exports = { Tenant, evaluate, evaluations };
