// SPDX-License-Identifier: MIT
"use strict";

// The first 1-based line of the text or Buffer that the offset, in bytes, lies in.
function lineAt(document, offset) {
  const bytes = typeof document === "string" ? Buffer.from(document) : document;
  let line = 1;
  for (let at = 0; at < offset && at < bytes.length; at++) if (bytes[at] === 0x0a) line++;
  return line;
}

class OrgpolError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = new.target.name;
    this.code = "ERR_ORGPOL";
  }
}

// A refusal of the addon's, {code, message, pointer, offset}, about a document: the text or Buffer given, if one was.
class RefusedError extends OrgpolError {
  constructor(refusal, document, options) {
    super(refusal.pointer ? `${refusal.pointer}: ${refusal.message}` : refusal.message, options);
    this.code = refusal.code;
    this.pointer = refusal.pointer ?? "";
    this.detail = refusal.message;
    const isPlaced = document !== undefined && refusal.offset !== undefined;
    this.offset = isPlaced ? refusal.offset : undefined;
    this.line = isPlaced ? lineAt(document, refusal.offset) : undefined;
  }
}

// The tenant could not be loaded, or is closed.
class TenantError extends RefusedError {}

// The question is malformed: there is no answer to it.
class RequestError extends RefusedError {}

// Thrown by assertAllowed: the answer is no.
class DeniedError extends OrgpolError {
  constructor(decision) {
    super(decision.description ?? decision.reason ?? "denied");
    this.code = "ERR_ORGPOL_DENIED";
    this.reason = decision.reason;
    this.decision = decision;
  }
}

module.exports = { OrgpolError, TenantError, RequestError, DeniedError };
